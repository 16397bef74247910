import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DEMO_ADMIN_ID } from '../../admin/admin-demo-data.js';
import { LegalDocumentEntity } from './legal-document.entity.js';

const PRIVACY_POLICY = `# Política de Privacidade

Esta política explica como o provedor trata os seus dados pessoais no aplicativo, de acordo com a Lei Geral de Proteção de Dados (Lei nº 13.709/2018).

## 1. Que dados tratamos

- **Cadastro e contrato:** nome, CPF ou CNPJ, endereço, telefones, e-mails, planos e faturas.
- **Uso do serviço:** situação da conexão, equipamentos, ordens de serviço e protocolos.
- **Uso do aplicativo:** versão, modelo do aparelho e, se você permitir, estatísticas de uso.

## 2. Para que usamos

Prestamos o serviço contratado, cobramos as faturas, atendemos os seus pedidos e cumprimos obrigações legais. Ofertas por notificação, e-mail, SMS, WhatsApp e telefone só são enviadas com o seu consentimento; as que aparecem no aplicativo podem ser recusadas quando você quiser.

## 3. Com quem compartilhamos

Com empresas que nos ajudam a prestar o serviço, como meios de pagamento e equipes técnicas, e com autoridades, quando a lei exige. Não vendemos os seus dados.

## 4. Por quanto tempo guardamos

Pelo tempo do contrato e pelos prazos legais: registros de conexão por um ano, registros de acesso ao aplicativo por seis meses (Lei nº 12.965/2014) e documentos fiscais por cinco anos.

## 5. Os seus direitos

Você pode confirmar o tratamento, acessar, corrigir e exportar os seus dados, pedir a eliminação do que não precisamos guardar e mudar os seus consentimentos em **Privacidade**, no aplicativo.

## 6. Fale com o encarregado

Escreva para [privacidade@provedor.example](mailto:privacidade@provedor.example). Você também pode procurar a Autoridade Nacional de Proteção de Dados (ANPD).
`;

const TERMS = `# Termos de Uso do Aplicativo

## 1. O que é o aplicativo

O aplicativo é um canal de atendimento do provedor para os seus clientes. O uso é gratuito. O serviço de internet segue o contrato que você assinou; estes termos tratam só do aplicativo.

## 2. O seu acesso

O acesso é pessoal. Guarde a sua senha, não a compartilhe e avise o atendimento se desconfiar de uso indevido. Pedidos feitos com o seu acesso, como mudança de plano ou de vencimento, são considerados seus.

## 3. Pagamentos

Os códigos de pagamento são os das suas faturas. Confira sempre o beneficiário antes de pagar. Pagamentos com Pix costumam ser reconhecidos em minutos; os de boleto, em até três dias úteis.

## 4. Disponibilidade

Fazemos o possível para manter o aplicativo no ar. Em manutenções ou falhas, os demais canais de atendimento continuam à sua disposição.

## 5. Mudanças nestes termos

Quando estes termos mudarem, a nova versão será mostrada aqui antes de começar a valer. Se ela precisar do seu aceite, o aplicativo vai pedir.

## 6. Legislação

Valem o Código de Defesa do Consumidor (Lei nº 8.078/1990), o Marco Civil da Internet (Lei nº 12.965/2014) e a regulamentação da Anatel. Fica eleito o foro do domicílio do cliente.
`;

/** The demonstration's legal texts, where they are missing. Never for production. */
export async function seedLegalDocuments(manager: EntityManager): Promise<void> {
  const common = {
    version: '2026-01',
    changes: null,
    requiresAcceptance: true,
    published: true,
    effectiveAt: new Date('2026-01-01T03:00:00Z'),
    updatedBy: DEMO_ADMIN_ID,
  };
  const texts = [
    { kind: 'PRIVACY_POLICY' as const, title: 'Política de Privacidade', bodyMd: PRIVACY_POLICY },
    { kind: 'TERMS' as const, title: 'Termos de Uso do Aplicativo', bodyMd: TERMS },
  ];
  await manager
    .createQueryBuilder()
    .insert()
    .into(LegalDocumentEntity)
    .values(
      texts.map((text) => ({
        ...common,
        ...text,
        bodySha256: createHash('sha256').update(text.bodyMd).digest('hex'),
      })),
    )
    .orIgnore()
    .execute();
}
