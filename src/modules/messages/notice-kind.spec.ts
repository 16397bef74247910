import { describe, expect, it } from '@jest/globals';
import { noticeKind } from './notice-kind.js';

describe('noticeKind', () => {
  it.each([
    ['TRUST_UNLOCK', 'Desbloqueio em confiança', 'Seu acesso foi liberado até sexta-feira, com fatura em aberto.'],
    ['DEBT', 'CONTRATO SUSPENSO', 'Há faturas vencidas neste contrato.'],
    ['DEBT', 'AVISO', 'Consta um débito no seu contrato.'],
    ['DEBT', 'Fatura em atraso', 'Pague e evite o bloqueio.'],
    ['BILL', 'Débito automático cadastrado', 'Suas faturas serão pagas pelo banco.'],
    ['CONTRACT_CHANGE', 'Reajuste anual', 'O valor da sua mensalidade muda em janeiro.'],
    ['CONTRACT_CHANGE', 'Aviso', 'Alteração nas condições do seu contrato.'],
    ['CONTRACT_CHANGE', 'Plano', 'Seu pedido de mudança de plano foi concluído.'],
    ['VISIT', 'VISITA AGENDADA', 'A visita do técnico foi agendada.'],
    ['VISIT', 'Visita cancelada', 'O cancelamento da visita foi registrado.'],
    ['SERVICE', 'Manutenção programada', 'Pode haver instabilidade na madrugada.'],
    ['BILL', 'FATURA DISPONIVEL', 'Sua fatura já pode ser paga pelo aplicativo.'],
    ['BILL', 'Lembrete', 'Sua fatura vence amanhã; pague até o vencimento e ganhe desconto.'],
    ['OFFER', 'Promoção de Natal', 'Mais velocidade por menos.'],
    ['GENERAL', 'BEM-VINDA', 'Conheça o aplicativo do cliente.'],
    ['GENERAL', null, 'Feliz aniversário!'],
    ['GENERAL', null, null],
  ])('is %s for %j, %j', (kind, title, text) => {
    expect(noticeKind(title, text)).toBe(kind);
  });

  it('reads words across lines, whole and in any case', () => {
    expect(noticeKind('aviso', 'fatura\nem\n atraso')).toBe('DEBT');
    // "Pixel" is no Pix.
    expect(noticeKind('Pixel', 'novo aparelho')).toBe('GENERAL');
  });
});
