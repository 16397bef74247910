import { fieldControlEvents } from '../src/upstreams/field-control/field-control.events.js';
import { FIELD_CONTROL } from '../src/upstreams/field-control/field-control.operation.js';
import { upstreamSystems } from '../src/upstreams/systems.js';

/**
 * Prints the catalogue as CSV without a header: `system,method,path` for every operation, and `field-control,EVENT,name`
 * for every event that is delivered to us.
 */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const operations = upstreamSystems.flatMap((system) =>
  system.operations.map(({ method, path }) => [system.id, method, path]),
);
const events = fieldControlEvents.map(({ name }) => [FIELD_CONTROL, 'EVENT', name]);
process.stdout.write([...operations, ...events].map((row) => `${row.map(field).join(',')}\n`).join(''));
