// Sends one campaign to a hundred thousand devices (or to as many as PUSH_CAMPAIGN_DEVICES says) through two instances, of
// which one is killed, against the simulated push service. Expects the product to be built.
import { spawn } from 'node:child_process';
import { env, execPath, exit } from 'node:process';

const jest = spawn(
  execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    'test/process/push-campaign.spec.ts',
  ],
  { env: { ...env, PUSH_CAMPAIGN_DEVICES: env.PUSH_CAMPAIGN_DEVICES || '100000' }, stdio: 'inherit' },
);
jest.once('exit', (code) => exit(code ?? 1));
