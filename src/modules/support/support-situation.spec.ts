import { expect, it } from '@jest/globals';
import { contractStatuses } from '../contracts/contracts.port.js';
import { situationOf } from './support-situation.js';

it('puts the contract that needs help most first', () => {
  expect(situationOf(['HABILITADO', 'SUSPENSO'])).toBe('SUSPENDED');
  expect(situationOf(['HABILITADO', 'HABILITADO_EM_CONFIANCA'])).toBe('TRUST');
  expect(situationOf(['CANCELADO', 'HABILITADO'])).toBe('ACTIVE');
  expect(situationOf(['CANCELADO'])).toBe('CANCELLED');
  expect(situationOf([])).toBe('VISITOR');
});

it('knows every state of a contract', () => {
  for (const status of contractStatuses) expect(situationOf([status])).not.toBe('VISITOR');
});
