import { describe, expect, it } from '@jest/globals';
import { wifiObstaclesOf, type WifiSituation } from './wifi-capability.js';

const VENDORS = new Set(['HUAWEI', 'ZTE']);
const FINE: WifiSituation = { connection: 'ONLINE', technology: 'FIBRA', equipped: true, vendor: 'Huawei' };

describe('wifiObstaclesOf', () => {
  it.each<[string, Partial<WifiSituation>, string[]]>([
    ['nothing', {}, []],
    ['an unknown connection', { connection: 'UNKNOWN' }, []],
    ['a blocked contract', { connection: 'BLOCKED' }, ['CONTRACT_BLOCKED']],
    ['radio', { technology: 'RADIO' }, ['NOT_FIBER']],
    ['no technology', { technology: null }, ['NOT_FIBER']],
    ['no equipment', { equipped: false, vendor: null, connection: 'OFFLINE' }, ['NO_EQUIPMENT']],
    ['another maker', { vendor: 'TP-LINK' }, ['EQUIPMENT_UNSUPPORTED']],
    ['an unknown maker', { vendor: null }, ['EQUIPMENT_UNSUPPORTED']],
    ['no connection', { connection: 'OFFLINE' }, ['EQUIPMENT_OFFLINE']],
    ['an outage', { connection: 'OUTAGE' }, ['EQUIPMENT_OFFLINE']],
    [
      'much at once',
      { connection: 'BLOCKED', technology: 'RADIO', vendor: 'X' },
      ['CONTRACT_BLOCKED', 'NOT_FIBER', 'EQUIPMENT_UNSUPPORTED'],
    ],
  ])('of %s', (_, situation, expected) => {
    expect(wifiObstaclesOf({ ...FINE, ...situation }, VENDORS)).toEqual(expected);
  });
});
