import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds; fails after a time that only a hang would take. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1_500; attempt += 1) {
    if (await condition()) return;
    await delay(20);
  }
  throw new Error('the condition never held');
}
