/** A table that holds something about customers, and what becomes of it when one asks to be forgotten. */
export interface PersonalDataTable {
  readonly table: string;
  readonly title: string;
  /** Which rows are a customer's, with the id as `$1`; by `customer_id` when left out. */
  readonly whose?: string;
  /** Columns that are secrets or our own book-keeping. */
  readonly hidden?: readonly string[];
  /** Columns that are emptied in rows that are kept. */
  readonly blanked?: readonly string[];
  /** Rows that are deleted, as SQL over the table: all of them when left out. */
  readonly deleted?: string;
  /** Why the others are kept. */
  readonly reason?: string;
}

const CONTRACT_ACTS =
  'Prova de atos do contrato, guardada enquanto podem ser discutidos (Lei 13.709/2018, art. 16, I, e art. 7º, VI; Lei 8.078/1990, art. 27).';
const ACCESS_RECORDS = 'Registros de acesso à aplicação, guardados por seis meses (Lei 12.965/2014, art. 15).';
const CONSENTS = 'Prova das suas escolhas de consentimento (Lei 13.709/2018, art. 8º, § 2º, e art. 16, I).';
const ACCEPTANCES =
  'Prova do que você aceitou, guardada enquanto pode ser discutida (Lei 13.709/2018, art. 7º, VI, art. 8º, § 2º, e art. 16, I).';

/** A sale is known by the provider's id of its buyer. */
const SALES = 'erp_customer_id = (SELECT erp_customer_id FROM customer_account WHERE id = $1)';

const BOOK_KEEPING = ['customer_id', 'holder', 'locked_until'];

/**
 * The record of what is kept in the database about customers (Lei 13.709/2018, art. 37). A table with a customer in it
 * that is missing here fails a test.
 */
export const personalDataTables: readonly PersonalDataTable[] = [
  {
    table: 'customer_session',
    title: 'Acessos ao aplicativo',
    hidden: ['sealed_credential'],
    blanked: ['device_id', 'sealed_credential'],
    deleted: 'false',
    reason: ACCESS_RECORDS,
  },
  {
    table: 'access_record',
    title: 'Registros de acesso',
    deleted: 'false',
    reason: ACCESS_RECORDS,
  },
  { table: 'customer_round', title: 'Verificações feitas para os seus lembretes' },
  { table: 'customer_contact', title: 'E-mails e telefones', hidden: ['comparable', 'provider_comparable'] },
  { table: 'referral_coupon', title: 'Cupom de indicação' },
  // The friend's data is the friend's: the customer is shown that somebody was referred.
  {
    table: 'referral',
    title: 'Indicações',
    hidden: ['friend_phone_hash', 'friend_name', 'friend_phone', 'friend_postal_code'],
  },
  { table: 'file_upload', title: 'Envios de arquivos', hidden: ['counted'] },
  {
    table: 'consent_record',
    title: 'Consentimentos',
    hidden: ['document_hash'],
    deleted: 'false',
    reason: CONSENTS,
  },
  {
    table: 'message',
    title: 'Mensagens',
    hidden: ['source_key'],
    deleted: 'NOT regulated',
    reason: CONTRACT_ACTS,
  },
  { table: 'notice_pull', title: 'Última busca de avisos do provedor' },
  { table: 'push_notice', title: 'Notificações', hidden: ['dedupe_key'] },
  { table: 'push_delivery', title: 'Envios de notificações aos seus aparelhos', hidden: ['priority', 'leased_until'] },
  { table: 'push_campaign_recipient', title: 'Campanhas de notificação dirigidas a você' },
  {
    table: 'legal_acceptance',
    title: 'Aceites de termos e políticas',
    hidden: ['subject_hash', 'document_id', 'address_hash'],
    deleted: 'false',
    reason: ACCEPTANCES,
  },
  { table: 'popup_view', title: 'Avisos vistos' },
  { table: 'customer_contract_fact', title: 'Cidade, plano e situação dos contratos' },
  { table: 'owned_resource', title: 'Contratos, faturas e ordens consultados' },
  {
    table: 'idempotency_record',
    title: 'Respostas guardadas por 24 horas',
    whose: `scope = 'customer:' || $1`,
    hidden: ['scope', 'fingerprint'],
  },
  { table: 'service_order_confirmation', title: 'Confirmações de visita' },
  { table: 'service_order_rating', title: 'Avaliações de visita' },
  {
    table: 'irreversible_act',
    title: 'Pedidos feitos ao provedor',
    hidden: ['subject'],
    deleted: `kind LIKE 'service-order.%' AND settled_at IS NOT NULL`,
    reason: CONTRACT_ACTS,
  },
  {
    table: 'contract_term_acceptance',
    title: 'Aceites de contrato',
    whose: 'act_id IN (SELECT id FROM irreversible_act WHERE customer_id = $1)',
    deleted: 'false',
    reason: CONTRACT_ACTS,
  },
  { table: 'trust_unlock', title: 'Desbloqueios em confiança', deleted: 'false', reason: CONTRACT_ACTS },
  { table: 'billing_dispute', title: 'Contestações de fatura', deleted: 'false', reason: CONTRACT_ACTS },
  {
    table: 'payment_link',
    title: 'Pagamentos',
    hidden: ['charge_id', 'qr_png'],
    deleted: `state IN ('creating', 'replaced') AND expires_at < now()`,
    reason: CONTRACT_ACTS,
  },
  {
    table: 'onboarding_pending',
    title: 'Contratações',
    whose: SALES,
    hidden: ['sealed_document', 'verification_hash', 'challenge_id'],
    deleted: `state = 'open'`,
    reason: CONTRACT_ACTS,
  },
  {
    table: 'onboarding_acceptance',
    title: 'Aceites de contratações',
    whose: `pending_id IN (SELECT id FROM onboarding_pending WHERE ${SALES})`,
    deleted: 'false',
    reason: CONTRACT_ACTS,
  },
  { table: 'equipment_reboot', title: 'Reinícios de equipamento' },
  { table: 'sva_activation', title: 'Serviços adicionais', deleted: 'false', reason: CONTRACT_ACTS },
  { table: 'sva_activation_link', title: 'Ativações de serviços adicionais' },
  { table: 'feedback_prompt', title: 'Pedidos de avaliação do aplicativo' },
  { table: 'faq_feedback', title: 'Avaliações de perguntas frequentes' },
  { table: 'device', title: 'Aparelhos', hidden: ['push_token'] },
  { table: 'app_event', title: 'Uso do aplicativo' },
];

/** Columns that no export shows. */
export const hiddenColumns = ({ hidden = [] }: PersonalDataTable): readonly string[] => [...BOOK_KEEPING, ...hidden];
