import type { MessageKind } from './message-kinds.js';

/**
 * What the words of a notice are about, the first that fits. The provider sends no kind; where words leave a doubt
 * between a debt or a contract and something else, the law's side is taken: such a notice is kept.
 */
const WORDS: readonly (readonly [MessageKind, RegExp])[] = [
  ['TRUST_UNLOCK', /\b(?:DESBLOQUEIO|LIBERACAO|HABILITA\w*) (?:DE|EM|POR) CONFIANCA\b/],
  [
    'DEBT',
    /\b(?:VENCID[AO]S?|ATRASAD[AO]S?|EM ATRASO|INADIMPL\w+|SUSPENS\w+|SUSPENDID[AO]|BLOQUE\w+|NEGATIVA\w+|PROTEST\w+|COBRANCA|DIVIDAS?|EM ABERTO)\b|\bDEBITOS?\b(?! AUTOMATICO)/,
  ],
  [
    'CONTRACT_CHANGE',
    /\b(?:REAJUST\w+|RESCI\w+|ADITIVO|FIDELIDADE)\b|\b(?:ALTER\w+|MUDANCA|CANCEL\w+|ENCERR\w+|EXTIN\w+|RENOV\w+|NOV[AO]S?)\b.{0,40}\b(?:CONTRAT\w+|PLANO|PRECOS?|TERMOS|CONDICOES)\b/,
  ],
  ['VISIT', /\b(?:VISITA|TECNICOS?|AGENDA\w+|INSTALACAO)\b/],
  ['SERVICE', /\b(?:MANUTENCAO|INSTABILIDADE|INTERRUPCAO|INDISPON\w+|ROMPIMENTO|CONEXAO|SINAL|NORMALIZAD\w+)\b/],
  ['BILL', /\b(?:FATURAS?|BOLETOS?|PAGAMENTO|VENCIMENTO|VENCE|NOTA FISCAL|SEGUNDA VIA|2A VIA|PIX)\b/],
  ['OFFER', /\b(?:OFERTAS?|PROMOC\w+|DESCONTOS?|APROVEITE|GANHE|SORTEIO|CUPOM|INDIQUE|UPGRADE)\b/],
];

/** The kind of a notice by its title and text, in Portuguese; accents and case do not matter. */
export function noticeKind(title: string | null, text: string | null): MessageKind {
  const words = `${title ?? ''}\n${text ?? ''}`
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/\s+/g, ' ');
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'GENERAL';
}
