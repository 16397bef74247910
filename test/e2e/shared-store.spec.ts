import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FIRST_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { type RedisStandIn, startRedisStandIn } from '../support/redis-stand-in.js';
import { until } from '../support/until.js';

const PER_ADDRESS_A_MINUTE = 5;

let redis: RedisStandIn;
let one: TestApplication;
let other: TestApplication;
beforeAll(async () => {
  redis = await startRedisStandIn();
  [one, other] = await Promise.all([
    startTestApplication({ REDIS_URL: redis.url }),
    startTestApplication({ REDIS_URL: redis.url }),
  ]);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await redis.stop();
});

const quickInvoice = (product: TestApplication) =>
  product
    .http()
    .post('/app/v1/customers/quick-invoice')
    .set(product.channel)
    .send({ document: FIRST_CUSTOMER.document });
const health = async (product: TestApplication): Promise<unknown> =>
  ((await product.http().get('/app/v1/healthcheck').expect(200)).body as { checks: unknown }).checks;
const status = async (product: TestApplication): Promise<unknown> => {
  const answer = await product
    .http()
    .get('/app/v1/admin/upstreams')
    .set(await product.loginAdmin())
    .expect(200);
  return (answer.body as { shared_store: unknown }).shared_store;
};

describe('instances with REDIS_URL', () => {
  it('count callers together, and show the store no address or document', async () => {
    for (let time = 0; time < PER_ADDRESS_A_MINUTE; time += 1)
      await quickInvoice(time % 2 === 0 ? one : other).expect(200);
    for (const product of [one, other]) {
      const refused = await quickInvoice(product);
      expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(redis.contents()).toContain('limit:quick-invoice-address:');
    expect(redis.contents()).not.toMatch(/127\.0\.0\.1|11144477735/);
  });

  it('read once what another has read', async () => {
    const customer = await one.loginCustomer();
    await one.http().get('/app/v1/customers/contracts').set(customer).expect(200);
    expect(redis.contents()).toContain('answer:webservice-cliente:');
    expect(redis.contents()).not.toMatch(/11144477735|Marina/i);
  });

  it('say that they share', async () => {
    expect(await health(one)).toEqual({ db: 'ok', shared_store: 'ok' });
    expect(await status(one)).toEqual({ medium: 'redis', reachable: true, since: expect.stringMatching(/-03:00$/) });
  });

  it('serve on their own while the store is lost, and share again when it is back', async () => {
    await redis.stop();
    await until(async () => JSON.stringify(await health(one)) === '{"db":"ok","shared_store":"down"}');
    expect(await status(one)).toMatchObject({ medium: 'redis', reachable: false });
    for (let time = 0; time < PER_ADDRESS_A_MINUTE; time += 1) await quickInvoice(one).expect(200);
    expectProblem(await quickInvoice(one), 429, 'TOO_MANY_REQUESTS');
    await one
      .http()
      .get('/app/v1/customers/contracts')
      .set(await one.loginCustomer())
      .expect(200);
    await redis.start();
    await until(async () => JSON.stringify(await health(one)) === '{"db":"ok","shared_store":"ok"}');
    await quickInvoice(one).expect(200);
    expect(redis.contents()).toContain('limit:quick-invoice-address:');
    await until(async () => JSON.stringify(await health(other)) === '{"db":"ok","shared_store":"ok"}');
    const told = [...one.logs, ...other.logs].filter(({ context }) => context === 'shared-store');
    // Once by each of the two.
    expect(told.map(({ level, msg }) => `${String(level)} ${String(msg)}`).sort()).toEqual([
      '30 the shared store is back',
      '30 the shared store is back',
      '40 the shared store is lost: this instance counts and caches on its own',
      '40 the shared store is lost: this instance counts and caches on its own',
    ]);
  });
});

it('an instance without REDIS_URL has its own', async () => {
  const alone = await startTestApplication();
  try {
    expect(await health(alone)).toEqual({ db: 'ok' });
    expect(await status(alone)).toMatchObject({ medium: 'process', reachable: true });
  } finally {
    await alone.close();
  }
});
