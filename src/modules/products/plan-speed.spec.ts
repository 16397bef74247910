import { expect, it } from '@jest/globals';
import { speedInLabel } from './plan-speed.js';

it.each([
  ['FIBRA 500MB', 500],
  ['FIBRA 300MB ILIMITADO', 300],
  ['1GB Empresarial', 1_000],
  ['FIBRA 1,5 GIGA', 1_500],
  ['600 MEGA', 600],
  ['FIBRA MAIS - 15M', 15],
  ['2.5Gbps', 2_500],
  ['RADIO 512KBPS', 0.512],
  ['FIBRA RES 10MBPS FRANQUIA 360GB', 10],
  ['FRANQUIA 360GB FIBRA 10MBPS', 10],
  ['LOCACAO AVULSA WI-FI', null],
  ['TV BRONZE HD', null],
  ['PLANO 4 MESES', null],
  ['', null],
])('reads %s', (label, mbps) => {
  expect(speedInLabel(label)).toBe(mbps);
});
