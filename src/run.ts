import { ConfigError } from './common/config/config.js';
import { startProduct } from './start.js';

/** While it is not known how long stopping may take, because the product was still starting. */
const STARTING_LIMIT_MS = 15_000;
/** sysexits: configuration error. */
const EX_CONFIG = 78;

/** Runs the product until it is told to stop. */
export async function run(): Promise<void> {
  let stopping = false;
  const product = startProduct(process.env);
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    const limit = setTimeout(() => process.exit(1), STARTING_LIMIT_MS).unref();
    const running = await product.catch(() => undefined);
    if (running !== undefined) {
      clearTimeout(limit);
      // Whatever hangs must not keep the process for ever.
      setTimeout(() => process.exit(1), running.stopsWithinMs).unref();
      await running.stop();
    }
    process.exit(signal === 'SIGINT' ? 130 : 0);
  };
  process.on('SIGINT', (signal) => void stop(signal));
  process.on('SIGTERM', (signal) => void stop(signal));
  try {
    await product;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof ConfigError ? EX_CONFIG : 1);
  }
}
