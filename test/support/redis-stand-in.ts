import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A Redis of a few commands (RESP3), over real sockets, that hangs, refuses and dies when told to. */
export interface RedisStandIn {
  readonly url: string;
  /** Takes commands and answers none of them. */
  hang(): void;
  /** Answers what arrived meanwhile, and goes on. */
  release(): void;
  /** An error reply to every command that writes, e.g. `OOM no memory`. */
  refusal: string | undefined;
  /** Bytes of commands that wait for an answer. */
  unanswered(): number;
  /** Everything a thief would find: keys and values. */
  contents(): string;
  /** Ends every connection and takes no other. */
  stop(): Promise<void>;
  /** Takes connections again on the same port; what was kept is gone. */
  start(): Promise<void>;
}

interface Entry {
  text: string;
  endsAt: number;
}

interface Session {
  readonly socket: Socket;
  /** Bytes that were not read as commands yet. */
  pending: Buffer;
  readonly channels: Set<string>;
  /** Commands between MULTI and EXEC. */
  transaction: string[][] | undefined;
}

const WRITES: ReadonlySet<string> = new Set(['SET', 'INCR', 'PEXPIRE', 'PUBLISH', 'EXEC']);

const bulk = (text: string | undefined): string =>
  text === undefined ? '_\r\n' : `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const list = (replies: readonly string[]): string => `*${replies.length}\r\n${replies.join('')}`;
const OK = '+OK\r\n';

export async function startRedisStandIn(): Promise<RedisStandIn> {
  const entries = new Map<string, Entry>();
  const sessions = new Set<Session>();
  let hanging = false;
  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (entry !== undefined && entry.endsAt > Date.now()) return entry;
    entries.delete(key);
    return undefined;
  };

  const commands: Readonly<Record<string, (args: string[], session: Session) => string>> = {
    HELLO: () => `%1\r\n${bulk('proto')}:3\r\n`,
    CLIENT: () => OK,
    PING: () => '+PONG\r\n',
    SET: ([key = '', text = '', ...options]) => {
      if (options.includes('NX') && live(key) !== undefined) return bulk(undefined);
      const lifetime = options[options.indexOf('PX') + 1];
      entries.set(key, { text, endsAt: lifetime === undefined ? Infinity : Date.now() + Number(lifetime) });
      return OK;
    },
    MGET: (keys) => list(keys.map((key) => bulk(live(key)?.text))),
    INCR: ([key = '']) => {
      const entry = live(key) ?? { text: '0', endsAt: Infinity };
      entry.text = String(Number(entry.text) + 1);
      entries.set(key, entry);
      return `:${entry.text}\r\n`;
    },
    PTTL: ([key = '']) => {
      const entry = live(key);
      if (entry === undefined) return ':-2\r\n';
      return `:${entry.endsAt === Infinity ? -1 : entry.endsAt - Date.now()}\r\n`;
    },
    PUBLISH: ([channel = '', message = '']) => {
      const hearers = [...sessions].filter(({ channels }) => channels.has(channel));
      for (const { socket } of hearers)
        socket.write(`>3\r\n${[bulk('message'), bulk(channel), bulk(message)].join('')}`);
      return `:${hearers.length}\r\n`;
    },
    SUBSCRIBE: (channels, session) =>
      channels
        .map((channel) => {
          session.channels.add(channel);
          return `>3\r\n${bulk('subscribe')}${bulk(channel)}:${session.channels.size}\r\n`;
        })
        .join(''),
    MULTI: (_, session) => {
      session.transaction = [];
      return OK;
    },
    EXEC: (_, session) => {
      const queued = session.transaction ?? [];
      session.transaction = undefined;
      return list(queued.map((command) => carryOut(command, session)));
    },
  };

  function carryOut([name = '', ...args]: string[], session: Session): string {
    const word = name.toUpperCase();
    if (session.transaction !== undefined && word !== 'EXEC') {
      session.transaction.push([name, ...args]);
      return '+QUEUED\r\n';
    }
    if (standIn.refusal !== undefined && WRITES.has(word)) {
      session.transaction = undefined;
      return `-${standIn.refusal}\r\n`;
    }
    return commands[word]?.(args, session) ?? `-ERR unknown command ${word}\r\n`;
  }

  function serve(session: Session): void {
    while (!hanging) {
      const read = readCommand(session.pending);
      if (read === undefined) return;
      session.pending = session.pending.subarray(read.length);
      session.socket.write(carryOut(read.words, session));
    }
  }

  const server = createServer((socket) => {
    const session: Session = { socket, pending: Buffer.alloc(0), channels: new Set(), transaction: undefined };
    sessions.add(session);
    socket.on('data', (chunk: Buffer) => {
      session.pending = Buffer.concat([session.pending, chunk]);
      serve(session);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sessions.delete(session));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const standIn: RedisStandIn = {
    url: `redis://127.0.0.1:${port}`,
    hang: () => {
      hanging = true;
    },
    release: () => {
      hanging = false;
      for (const session of sessions) serve(session);
    },
    unanswered: () => [...sessions].reduce((sum, { pending }) => sum + pending.length, 0),
    refusal: undefined,
    contents: () => [...entries].map(([key, { text }]) => `${key}=${text}`).join('\n'),
    stop: async () => {
      for (const { socket } of sessions) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
    start: async () => {
      entries.clear();
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
  return standIn;
}

/** The first whole command of the bytes, an array of bulk strings, and how long it is. */
function readCommand(bytes: Buffer): { words: string[]; length: number } | undefined {
  let at = 0;
  const line = (): string | undefined => {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return undefined;
    const text = bytes.toString('utf8', at, end);
    at = end + 2;
    return text;
  };
  const head = line();
  if (head === undefined) return undefined;
  const words: string[] = [];
  for (let left = Number(head.slice(1)); left > 0; left -= 1) {
    const size = line();
    if (size === undefined) return undefined;
    const end = at + Number(size.slice(1));
    if (bytes.length < end + 2) return undefined;
    words.push(bytes.toString('utf8', at, end));
    at = end + 2;
  }
  return { words, length: at };
}
