import { startSandbox } from '../sandbox/sandbox.js';

const firstPort = Number(process.env['SANDBOX_PORT'] ?? '4010');
if (!Number.isInteger(firstPort) || firstPort < 1 || firstPort > 65_530) {
  process.stderr.write('SANDBOX_PORT must be a port number; the simulators take it and the ports after it\n');
  process.exit(2);
}
const sandbox = await startSandbox({ firstPort });
const apiUrl = process.env['API_URL'];
if (apiUrl !== undefined) sandbox.deliverWebhooksTo(apiUrl);

const lines = [
  '',
  ...sandbox.simulators.map(({ system, url }) => `  ${system.padEnd(26)}${url}    page ${url}/__sandbox/page`),
  '',
  '  Set these for the product:',
  ...Object.entries(sandbox.variables).map(([name, value]) => `    ${name}=${value}`),
  '',
  '  API_URL=http://127.0.0.1:3000 makes Field Control deliver its events there.   Stop: Ctrl-C',
  '',
];
process.stdout.write(`${lines.join('\n')}\n`);

const stop = (): void => void sandbox.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
