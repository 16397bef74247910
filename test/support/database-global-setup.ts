import { registerHooks } from 'node:module';

/** jest loads this file outside its own module system, where nobody maps our `.js` specifiers to their sources. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
      return nextResolve(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});

export default async function setUpDatabase(): Promise<void> {
  const { startDatabaseRun } = await import('./database-run.js');
  await startDatabaseRun();
}
