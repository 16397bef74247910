// Bytes only: the answer of the upstream is passed on unread, for whoever asks.
import replyFrom from '@fastify/reply-from';
import Fastify from 'fastify';

const [port, upstream = '', path = '', authorization = '', token = ''] = process.argv.slice(2);

const app = Fastify();
await app.register(replyFrom, { base: upstream });
app.get('/ready', () => ({ status: 'ok' }));
app.get('/read', (_request, reply) =>
  reply.from(path, { rewriteRequestHeaders: (_original, headers) => ({ ...headers, authorization, token }) }),
);
await app.listen({ port: Number(port), host: '127.0.0.1' });
