import { expect, it } from '@jest/globals';
import { planKey, speedInLabel } from './plan-speed.js';

it.each([
  ['FIBRA 500MB', 500],
  ['FIBRA 300MB ILIMITADO', 300],
  ['Fibra 600 Mega', 600],
  ['600 MEGAS', 600],
  ['FIBRA MAIS - 15M', 15],
  ['FIBRA 1 GB', 1_000],
  ['1GB Empresarial', 1_000],
  ['FIBRA 1,5GBPS', 1_500],
  ['FIBRA 1,5 GIGA', 1_500],
  ['2.5Gbps', 2_500],
  ['RADIO 512KBPS', 0.512],
  ['600/800K Residencial', 0.8],
  ['FIBRA RES 10MBPS FRANQUIA 360GB', 10],
  ['FRANQUIA DE ATÉ 360GB FIBRA 10MBPS', 10],
  ['FIBRA FRANQUIA 360GB', null],
  ['FIBRA LIMITE DE 1,5 GB', null],
  ['LOCACAO AVULSA WI-FI', null],
  ['LOCACAO DE EQUIPAMENTOS', null],
  ['TV BRONZE HD', null],
  ['PLANO 4 MESES', null],
  ['FALA BEM 200', null],
  ['FIBRA 0MB', null],
  ['', null],
])('%s promises %s', (label, speed) => {
  expect(speedInLabel(label)).toBe(speed);
});

it('tells plans apart by their words alone', () => {
  expect(planKey('  Conexão  Fibra ')).toBe('CONEXAO FIBRA');
});
