import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectDirectory } from '../common/persistence/project-directory.js';
import { portRegistry } from './port-registry.js';
import { providersConfig } from './providers.config.js';
import { upstreamSystems } from './systems.js';

const UPSTREAMS = join(projectDirectory(), 'src/upstreams');

/** A gateway is a contract of ours, and of Google's protocols one operation is used: there is no document to catalogue. */
const UNCATALOGUED: ReadonlySet<string> = new Set([
  'core',
  'firebase-cloud-messaging',
  'google-analytics',
  'message-gateway',
  'payment-gateway',
]);

/** `<system>/<port>` of every adapter file. */
const onDisk = upstreamSystems
  .flatMap(({ id }) => readdirSync(join(UPSTREAMS, id, 'adapters')).map((file) => `${id}/${file}`))
  .filter((file) => file.endsWith('.adapter.ts'))
  .map((file) => file.replace(/\.adapter\.ts$/, ''))
  .sort();

const registered = portRegistry
  .flatMap(({ name, adapters }) => Object.keys(adapters).map((system) => `${system}/${name}`))
  .sort();

describe('port registry', () => {
  it('has every adapter that is on disk, and none besides', () => {
    expect(onDisk.length).toBeGreaterThan(0);
    expect(registered).toEqual(onDisk);
  });

  it('has an adapter file of the same name in every folder of a system', () => {
    const folders = readdirSync(UPSTREAMS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !UNCATALOGUED.has(entry.name))
      .map(({ name }) => name)
      .sort();
    expect(folders).toEqual(upstreamSystems.map(({ id }) => id).sort());
  });

  it('lets configuration choose exactly where there is a choice', () => {
    const parsed = providersConfig.parse({});
    if ('faults' in parsed) throw new Error(parsed.faults.join());
    const chosen = Object.entries(parsed.value);
    const withChoice = portRegistry.filter(({ adapters }) => Object.keys(adapters).length > 1);
    expect(chosen.map(([name]) => name).sort()).toEqual(withChoice.map(({ name }) => name).sort());
    for (const [name, system] of chosen) {
      expect(Object.keys(withChoice.find((port) => port.name === name)!.adapters)).toContain(system);
    }
  });

  it('takes every provider it registers, and refuses others', () => {
    for (const { name, adapters } of portRegistry.filter((port) => Object.keys(port.adapters).length > 1)) {
      const variable = `${name.toUpperCase().replaceAll('-', '_')}_PROVIDER`;
      for (const system of Object.keys(adapters)) {
        expect(providersConfig.parse({ [variable]: system })).toMatchObject({ value: { [name]: system } });
      }
      expect(providersConfig.parse({ [variable]: 'somebody' })).toHaveProperty('faults');
    }
  });
});
