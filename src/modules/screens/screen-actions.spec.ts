import { describe, expect, it } from '@jest/globals';
import { isAllowedAction } from './screen-actions.js';
import type { ScreenActionType } from './screen.dto.js';

const POLICY = { hosts: new Set(['www.example.com']), appScheme: 'provider' };

const allowed = (type: ScreenActionType, value: string) =>
  isAllowedAction({ id: 'X', type, label: 'X', value }, POLICY);

describe('an action', () => {
  it.each<[ScreenActionType, string]>([
    ['NAVIGATE', '/app/v1/interface/home'],
    ['NAVIGATE', '/app/v1/interface/payment-flow?invoiceId=90'],
    ['HTTP', '/app/v1/customers/invoices/90/pdf'],
    ['HTTP', '/app/v1/finances/negotiations/parcels?contractId=1&invoiceIds=90,91'],
    ['DEEPLINK', 'provider://invoices'],
    ['OPEN_URL', 'https://www.example.com/offer'],
    ['CALL', '+5522999990001'],
    ['COPY', '00020126'],
    ['REFRESH', ''],
  ])('%s may lead to %s', (type, value) => {
    expect(allowed(type, value)).toBe(true);
  });

  it.each<[ScreenActionType, string]>([
    ['NAVIGATE', '/app/v1/customers/contracts'],
    ['NAVIGATE', 'https://www.example.com/app/v1/interface/home'],
    ['NAVIGATE', '//evil.example/app/v1/interface/home'],
    ['NAVIGATE', '/app/v1/interface/../../admin'],
    ['HTTP', 'https://www.example.com/app/v1/x'],
    ['HTTP', '/app/v1/../../other'],
    ['HTTP', '/app/v1/x y'],
    ['HTTP', '/healthcheck'],
    ['DEEPLINK', 'https://www.example.com/'],
    ['DEEPLINK', 'other://invoices'],
    ['OPEN_URL', 'http://www.example.com/'],
    ['OPEN_URL', 'https://evil.example/'],
    ['OPEN_URL', 'https://www.example.com@evil.example/'],
    ['OPEN_URL', 'javascript:alert(1)'],
    ['CALL', '190'],
    ['CALL', '+55 22 99999'],
    ['COPY', ''],
    ['REFRESH', 'https://evil.example/'],
  ])('%s may not lead to %s', (type, value) => {
    expect(allowed(type, value)).toBe(false);
  });
});
