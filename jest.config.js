/** Specs run as ES modules, compiled by swc; `.js` specifiers of our own files resolve to their `.ts` sources. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['<rootDir>/src', '<rootDir>/sandbox', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/database-global-setup.ts',
  globalTeardown: '<rootDir>/test/support/database-global-teardown.ts',
  testTimeout: 20_000,
  // Each file loads its modules anew and Node.js never gives an ES module back: workers are replaced when they have grown.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
};
