import { Socket } from 'node:net';

type Connect = typeof Socket.prototype.connect;

/** Refuses every connection that does not go to this port of this machine; gives back what undoes it. */
export function allowOnly(port: number): () => void {
  const original: Connect = Socket.prototype.connect;
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const [first] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
    const target = typeof first === 'object' && first !== null ? first : {};
    const host = 'host' in target ? target.host : undefined;
    const to = 'port' in target ? Number(target.port) : undefined;
    if (to !== port || (host !== '127.0.0.1' && host !== 'localhost')) {
      throw new Error(`a connection to ${String(host)}:${String(to)} was attempted`);
    }
    return Reflect.apply(original, this, args) as Socket;
  };
  Socket.prototype.connect = guarded;
  return () => {
    Socket.prototype.connect = original;
  };
}
