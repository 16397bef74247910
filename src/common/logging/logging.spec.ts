import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { QueryFailedError } from 'typeorm';
import { parseConfigs } from '../config/config.js';
import { type HttpConfig, httpConfig } from '../http/http.config.js';
import { outsideRequestScope, runInRequestScope } from '../http/request-scope.js';
import { loggingParams } from './logging.js';

const lines: string[] = [];
let logger: PinoLogger;
beforeAll(() => {
  const config = parseConfigs([httpConfig], {}).get(httpConfig.token) as HttpConfig;
  logger = new PinoLogger(loggingParams(config, { write: (line) => void lines.push(line) }));
});
beforeEach(() => {
  lines.length = 0;
});

const line = (): Record<string, unknown> => JSON.parse(lines.join('')) as Record<string, unknown>;

describe('a log line', () => {
  it('has the id of the request it was written for', () => {
    runInRequestScope({ requestId: 'request-1', deadlineAt: 0 }, () => logger.info('inside'));
    expect(line()).toMatchObject({ msg: 'inside', request_id: 'request-1' });
  });

  it('has none outside of a request', () => {
    runInRequestScope({ requestId: 'request-1', deadlineAt: 0 }, () =>
      outsideRequestScope(() => logger.info('outside')),
    );
    expect(line()).not.toHaveProperty('request_id');
  });

  it.each([
    { password: 'p4ss' },
    { body: { senha: 'p4ss' } },
    { headers: { authorization: 'Basic p4ss' } },
    { headers: { Token: 'p4ss' } },
    { customer: { name: 'p4ss' } },
  ])('leaves out what is secret by name: %j', (given) => {
    logger.info(given, 'text');
    expect(lines.join('')).toContain('[redacted]');
    expect(lines.join('')).not.toContain('p4ss');
  });

  it('leaves out the values of a statement that failed', () => {
    const refused = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (push_token)=(t0ken) exists.',
    });
    logger.error({ err: new QueryFailedError('UPDATE device SET push_token = $1', ['t0ken'], refused) }, 'text');
    expect(lines.join('')).not.toContain('t0ken');
    expect(line()).toMatchObject({ err: { code: '23505', query: 'UPDATE device SET push_token = $1' } });
  });

  it.each(['11144477735', '111.444.777-35', 'marina@example.com', '(22) 99999-0001', 'eyJhbGciOi.eyJzdWIi.c2ln'])(
    'leaves out what looks personal, wherever it stands: %s',
    (text) => {
      logger.warn({ err: new Error(`failed for ${text}`), path: `/x/${text}` }, `at ${text}`);
      expect(lines.join('')).not.toContain(text);
      expect(line()).toMatchObject({ level: 40 });
    },
  );
});
