import { describe, expect, it } from '@jest/globals';
import { type ContractStatus, contractStatuses } from '../contracts/contracts.port.js';
import type { OutageNotice } from '../massive-warnings/outage-notices.service.js';
import { connectionState, isBlocked } from './connection-rules.js';
import type { LastConnection } from './last-connections.port.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000);
const clock = { interimSeconds: 600, now: NOW };
const session = (changed: Partial<LastConnection> = {}): LastConnection => ({
  contractId: '1',
  startedAt: minutesAgo(300),
  updatedAt: minutesAgo(5),
  stoppedAt: null,
  address: null,
  ...changed,
});
const OUTAGE: OutageNotice = {
  kind: 'MASSIVE_OUTAGE',
  message: 'Rompimento',
  startedAt: minutesAgo(30),
  expectedResolutionAt: null,
};

describe('connectionState', () => {
  it('is online while the session lasts and was heard of lately', () => {
    expect(connectionState('HABILITADO', session(), undefined, clock)).toEqual({
      status: 'ONLINE',
      since: minutesAgo(300),
      reasons: [],
      actions: [],
    });
    // Whoever is heard is not down with the area.
    expect(connectionState('HABILITADO_EM_CONFIANCA', session(), OUTAGE, clock).status).toBe('ONLINE');
    expect(
      connectionState('HABILITADO', session({ updatedAt: null, startedAt: minutesAgo(19) }), undefined, clock).status,
    ).toBe('ONLINE');
  });

  it('is offline after twice the interim without a sign, and after the session’s end', () => {
    expect(connectionState('HABILITADO', session({ updatedAt: minutesAgo(20) }), undefined, clock)).toMatchObject({
      status: 'OFFLINE',
      since: minutesAgo(20),
      reasons: ['NO_RECENT_SIGNAL'],
    });
    expect(connectionState('HABILITADO', session({ stoppedAt: minutesAgo(2) }), undefined, clock)).toMatchObject({
      status: 'OFFLINE',
      since: minutesAgo(2),
      reasons: ['SESSION_ENDED'],
      actions: ['RESTART_EQUIPMENT', 'REQUEST_REPAIR'],
    });
  });

  it('is down with its area when it is not heard and an outage is known', () => {
    expect(connectionState('HABILITADO', undefined, OUTAGE, clock)).toEqual({
      status: 'OUTAGE',
      since: OUTAGE.startedAt,
      reasons: ['OUTAGE_IN_AREA'],
      actions: ['WAIT'],
    });
  });

  it('is unknown of equipment that never connected', () => {
    expect(connectionState('UNKNOWN', undefined, undefined, clock)).toMatchObject({
      status: 'UNKNOWN',
      reasons: ['NEVER_CONNECTED'],
    });
  });

  it.each(contractStatuses.filter(isBlocked))(
    'is blocked for a contract that is %s, whatever is heard',
    (status: ContractStatus) => {
      const state = connectionState(status, session(), OUTAGE, clock);
      expect(state.status).toBe('BLOCKED');
      expect(state.reasons).toHaveLength(1);
    },
  );

  it('is not blocked for contracts in service or of an unknown status', () => {
    expect(contractStatuses.filter((status) => !isBlocked(status))).toEqual([
      'HABILITADO',
      'HABILITADO_EM_CONFIANCA',
      'UNKNOWN',
    ]);
  });
});
