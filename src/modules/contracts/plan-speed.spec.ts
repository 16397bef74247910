import { expect, it } from '@jest/globals';
import { planKey, speedInLabel } from './plan-speed.js';

it.each([
  ['FIBRA 500MB', 500],
  ['FIBRA RES 10MBPS FRANQUIA 360GB', 10],
  ['Fibra 600 Mega', 600],
  ['FIBRA 1 GB', 1_000],
  ['FIBRA 1,5GBPS', 1_500],
  ['FIBRA FRANQUIA 360GB', null],
  ['LOCACAO DE EQUIPAMENTOS', null],
  ['FALA BEM 200', null],
])('%s promises %s', (label, speed) => {
  expect(speedInLabel(label)).toBe(speed);
});

it('tells plans apart by their words alone', () => {
  expect(planKey('  Conexão  Fibra ')).toBe('CONEXAO FIBRA');
});
