import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import type { HttpConfig } from '../../common/http/http.config.js';
import { httpConfig } from '../../common/http/http.config.js';
import { parseConfigs } from '../../common/config/config.js';
import { LeanHttpService } from '../core/lean-http.service.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { UpstreamMetrics } from '../core/upstream-metrics.js';
import { OneTimeCodeDeliveryAdapter } from './adapters/one-time-code-delivery.adapter.js';
import { MessageGatewayClient } from './message-gateway.client.js';
import { type MessageGatewayConfig, messageGatewayConfig } from './message-gateway.config.js';

const calls = { setContext: jest.fn(), warn: jest.fn(), debug: jest.fn(), info: jest.fn(), error: jest.fn() };
/** A logger that remembers what it is told. */
const logger: PinoLogger = Object.assign(Object.create(PinoLogger.prototype) as PinoLogger, calls);
const message = {
  channel: 'SMS',
  destination: '+5522999990001',
  code: '042137',
  text: '042137 é o seu código',
  expiresInSeconds: 600,
  reference: 'r.1',
} as const;

function adapterOf(environment: Record<string, string>): OneTimeCodeDeliveryAdapter {
  const parsed = parseConfigs([httpConfig, messageGatewayConfig], environment);
  const client = new MessageGatewayClient(
    parsed.get(messageGatewayConfig.token) as MessageGatewayConfig,
    new UpstreamPipelines(new LeanHttpService(), new UpstreamMetrics()),
    logger,
  );
  return new OneTimeCodeDeliveryAdapter(client, parsed.get(httpConfig.token) as HttpConfig);
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('delivery without a webhook', () => {
  it('shows a developer the code on standard output, and in no log', async () => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const adapter = adapterOf({ NODE_ENV: 'development' });
    expect(adapter.channels).toEqual(['SMS', 'EMAIL', 'WHATSAPP']);
    await adapter.deliver(message);
    expect(written.mock.calls.join()).toContain('042137');
    const lines = [calls.warn, calls.debug, calls.info, calls.error].flatMap((log) => log.mock.calls);
    expect(JSON.stringify(lines)).not.toContain('042137');
  });

  it('has no channel in production', () => {
    expect(adapterOf({ NODE_ENV: 'production' }).channels).toEqual([]);
  });
});

describe('configuration of the webhook', () => {
  const url = 'https://gateway.example/hooks/codes?tenant=1';

  it('needs a secret with the address', () => {
    expect(messageGatewayConfig.parse({ ONE_TIME_CODE_WEBHOOK_URL: url })).toEqual({
      faults: ['ONE_TIME_CODE_WEBHOOK_SECRET: is required with ONE_TIME_CODE_WEBHOOK_URL'],
    });
    expect(messageGatewayConfig.parse({ ONE_TIME_CODE_WEBHOOK_URL: 'gateway' })).toHaveProperty('faults');
  });

  it('keeps the whole address', () => {
    const environment = { ONE_TIME_CODE_WEBHOOK_URL: url, ONE_TIME_CODE_WEBHOOK_SECRET: 's3cret' };
    const parsed = messageGatewayConfig.parse(environment);
    if ('faults' in parsed) throw new Error(parsed.faults.join());
    const { secret, system } = parsed.value.connection ?? {};
    expect({ secret, origin: system?.baseUrl }).toEqual({ secret: 's3cret', origin: 'https://gateway.example' });
    expect(system?.pathOverrides.get('message-gateway.one-time-code.send')).toBe('/hooks/codes?tenant=1');
    expect(adapterOf({ NODE_ENV: 'production', ...environment }).channels).toHaveLength(3);
  });
});
