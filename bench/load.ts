import { HttpConnection } from './http-connection.js';

/** What is asked, of whom. */
export interface Target {
  /** Its origin is connected to. */
  readonly url: string;
  /** Connection number n sends the request with that number, counted round. */
  readonly requests: readonly Buffer[];
}

export interface Load {
  /** Answers with status 200. */
  readonly answers: number;
  readonly seconds: number;
  /** Milliseconds of each answer, ascending. */
  readonly latencies: Float64Array;
}

const TICK_MS = 1;

/** Asks as fast as answers come, on so many connections at once. @throws Error for an answer that is not 200. */
export async function closedLoop(target: Target, connections: number, seconds: number): Promise<Load> {
  const open = await openAll(target, connections);
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  try {
    await Promise.all(
      open.map(
        ({ connection, request }) =>
          new Promise<void>((resolve, reject) => {
            let sentAt = 0;
            const next = (): void => {
              sentAt = performance.now();
              if (sentAt >= endsAt) resolve();
              else connection.send(request, answered, reject);
            };
            const answered = (status: number): void => {
              latencies.push(performance.now() - sentAt);
              if (status === 200) next();
              else reject(new Error(`${target.url} answered ${status}`));
            };
            next();
          }),
      ),
    );
    return loadOf(latencies, startedAt);
  } finally {
    for (const { connection } of open) connection.close();
  }
}

/**
 * Asks so many times a second, whatever the answers do; an answer's time begins when its request was due, should every
 * connection have been busy then. @throws Error for an answer that is not 200.
 */
export async function openLoop(target: Target, rate: number, connections: number, seconds: number): Promise<Load> {
  const open = await openAll(target, connections);
  const idle = [...open];
  const latencies: number[] = [];
  const waiting: number[] = [];
  const total = rate * seconds;
  const startedAt = performance.now();
  try {
    await new Promise<void>((resolve, reject) => {
      let due = 0;
      const send = (since: number): boolean => {
        const free = idle.pop();
        if (free === undefined) return false;
        const answered = (status: number): void => {
          latencies.push(performance.now() - since);
          idle.push(free);
          const late = waiting.shift();
          if (status !== 200) reject(new Error(`${target.url} answered ${status}`));
          else if (late !== undefined) send(late);
          else if (latencies.length === total) resolve();
        };
        free.connection.send(free.request, answered, reject);
        return true;
      };
      const tick = (): void => {
        const now = performance.now();
        for (; due < total && startedAt + (due * 1_000) / rate <= now; due += 1) {
          if (!send(performance.now())) waiting.push(now);
        }
        if (due < total) setTimeout(tick, TICK_MS);
      };
      tick();
    });
    return loadOf(latencies, startedAt);
  } finally {
    for (const { connection } of open) connection.close();
  }
}

/** Sends every request at once, each on a connection of its own. @throws Error for an answer that is not 200. */
export async function allAtOnce(target: Target, connections: number): Promise<Load> {
  const open = await openAll(target, connections);
  const startedAt = performance.now();
  try {
    const latencies = await Promise.all(
      open.map(
        ({ connection, request }) =>
          new Promise<number>((resolve, reject) => {
            const answered = (status: number): void => {
              if (status === 200) resolve(performance.now() - startedAt);
              else reject(new Error(`${target.url} answered ${status}`));
            };
            connection.send(request, answered, reject);
          }),
      ),
    );
    return loadOf(latencies, startedAt);
  } finally {
    for (const { connection } of open) connection.close();
  }
}

interface Opened {
  readonly connection: HttpConnection;
  readonly request: Buffer;
}

async function openAll({ url, requests }: Target, connections: number): Promise<Opened[]> {
  return Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const request = requests[index % requests.length];
      if (request === undefined) throw new RangeError('there is nothing to ask');
      return { connection: await HttpConnection.open(url), request };
    }),
  );
}

const loadOf = (latencies: readonly number[], startedAt: number): Load => ({
  answers: latencies.length,
  seconds: (performance.now() - startedAt) / 1_000,
  latencies: Float64Array.from(latencies).sort(),
});
