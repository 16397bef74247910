import type { EntityManager } from 'typeorm';
import { FaqEntity } from './faq.entity.js';

const FAQS = [
  {
    category: 'PAYMENT',
    question: 'Como pago minha fatura com Pix?',
    answerMd:
      'Abra **Faturas**, escolha a fatura e toque em **Copiar código Pix**. O pagamento é reconhecido em minutos.',
    weight: 30,
  },
  {
    category: 'CONNECTION',
    question: 'Minha conexão está lenta. O que faço?',
    answerMd: 'Desligue o roteador da tomada por 30 segundos e ligue de novo. Se continuar, abra um chamado pelo app.',
    weight: 20,
  },
  {
    category: 'CONTRACT',
    question: 'Como mudo o dia de vencimento?',
    answerMd: 'Em **Contratos**, toque em **Mudar vencimento** e escolha um dos dias oferecidos.',
    weight: 10,
  },
] as const;

/** Adds the demonstration's questions where there is none at all. */
export async function seedFaqs(manager: EntityManager): Promise<void> {
  if (await manager.existsBy(FaqEntity, {})) return;
  await manager.insert(
    FaqEntity,
    FAQS.map((faq) => ({ ...faq, published: true })),
  );
}
