import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Usage } from './usage-reporter.js';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const LOOKING_EVERY_MS = 5;
const REPORTER = new URL('./usage-reporter.js', import.meta.url).href;

const usage = z.object({ cpuMicroseconds: z.number(), residentBytes: z.number(), heapUsedBytes: z.number() });

export interface Program {
  /** For messages. */
  readonly name: string;
  /** Compiled file, relative to this folder's. */
  readonly file: string;
  readonly arguments?: readonly string[];
  readonly nodeOptions?: readonly string[];
  /** Its whole environment, beside `PATH`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers 200 once the program is ready. */
  readonly readyUrl: string;
}

/** A program in a process of its own, which says what it uses and ends with this one. */
export class MeasuredProcess {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    /** Milliseconds from its start to its first good answer. */
    readonly readyAfterMs: number,
  ) {}

  /** @throws Error with what the program printed last when it ends, or is not ready within a minute. */
  static async start(program: Program): Promise<MeasuredProcess> {
    const startedAt = performance.now();
    const file = fileURLToPath(new URL(program.file, import.meta.url));
    const options = ['--import', REPORTER, ...(program.nodeOptions ?? [])];
    const child = spawn(process.execPath, [...options, file, ...(program.arguments ?? [])], {
      env: { PATH: process.env['PATH'] ?? '', ...program.environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-4_000)));
    while (!(await answers(program.readyUrl))) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (ended || performance.now() - startedAt > START_LIMIT_MS) {
        child.kill('SIGKILL');
        throw new Error(`${program.name} did not start:\n${complaints}`);
      }
      await delay(LOOKING_EVERY_MS);
    }
    return new MeasuredProcess(program.name, child, performance.now() - startedAt);
  }

  async usage(): Promise<Usage> {
    const answer = once(this.child, 'message');
    this.child.send('usage');
    const [message] = (await answer) as unknown[];
    return usage.parse(message);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    this.child.kill('SIGTERM');
    await exited;
    clearTimeout(impatience);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}
