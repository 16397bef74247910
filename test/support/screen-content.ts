import type { DataSource } from 'typeorm';

const ADMIN_ID = '5b0f3c1e-6f0d-4f5e-8a53-0d1b7c1a9e01';
const OPEN_WINDOW = `now() - interval '1 hour', now() + interval '1 day'`;

const TABLES = ['banner', 'menu_item', 'shortcut_card', 'promotion', 'popup', 'massive_warning', 'message'];

/** Nothing that anybody wrote, and no job that brings any. */
export async function clearContent(dataSource: DataSource): Promise<void> {
  await dataSource.query('UPDATE scheduled_job SET enabled = false');
  for (const table of TABLES) await dataSource.query(`DELETE FROM ${table}`);
}

/** One piece of each kind of content, for everybody; a warning and a message of the customer with the contract. */
export async function writeContent(dataSource: DataSource, contractId: string): Promise<void> {
  await clearContent(dataSource);
  const action = JSON.stringify({ type: 'DEEPLINK', value: 'provider://referrals' });
  await dataSource.query(
    `INSERT INTO banner (kind, placement, title, body, image_url, action, published, starts_at, ends_at, updated_by)
     VALUES ('CONTENT', 'HOME', 'Indique e ganhe', 'Ganhe desconto a cada amigo.',
             'https://images.example.com/referral.png', $1, true, ${OPEN_WINDOW}, $2)`,
    [action, ADMIN_ID],
  );
  await dataSource.query(
    `INSERT INTO menu_item (code, section, title, icon, action, required_capability, position, published, starts_at,
                            ends_at, updated_by)
     VALUES ('INVOICES', 'BILLS', 'Faturas', 'receipt', $1, 'PAY_BILLS', 1, true, ${OPEN_WINDOW}, $3),
            ('SITE', 'MORE', 'Nosso site', 'globe', $2, null, 2, true, ${OPEN_WINDOW}, $3)`,
    [
      JSON.stringify({ type: 'DEEPLINK', value: 'provider://invoices' }),
      JSON.stringify({ type: 'OPEN_URL', value: 'https://www.example.com/' }),
      ADMIN_ID,
    ],
  );
  await dataSource.query(
    `INSERT INTO shortcut_card (code, title, icon, action, published, starts_at, ends_at, updated_by)
     VALUES ('REFERRAL', 'Indicar amigo', 'gift', $1, true, ${OPEN_WINDOW}, $2)`,
    [action, ADMIN_ID],
  );
  await dataSource.query(
    `INSERT INTO promotion (title, body, price_text, terms, action, partner, position, published, starts_at, updated_by)
     VALUES ('Dobre a sua velocidade', 'Por três meses.', 'R$ 99,90/mês', 'Com fidelidade.', $1, false, 1, true,
             now() - interval '1 hour', $2),
            ('Curso com desconto', 'De um parceiro.', null, 'Consulte.', null, true, 2, true,
             now() - interval '1 hour', $2)`,
    [action, ADMIN_ID],
  );
  await dataSource.query(
    `INSERT INTO popup (title, body, screen, starts_at, ends_at, created_by)
     VALUES ('Pague com Pix', 'É mais rápido.', 'HOME', ${OPEN_WINDOW}, $1)`,
    [ADMIN_ID],
  );
  await dataSource.query(
    `INSERT INTO massive_warning (kind, severity, title, message, started_at, expected_end_at, affected, affected_keys)
     VALUES ('OUTAGE', 'CRITICAL', 'Falha na sua região', 'Nossa equipe já está trabalhando.', ${OPEN_WINDOW}, $1, $2)`,
    [
      JSON.stringify({ whole_network: false, cities: [], districts: [], contracts: [contractId], olt: null }),
      [`contract:${contractId}`],
    ],
  );
  await dataSource.query(
    `INSERT INTO message (customer_id, source, source_key, kind, category, regulated, title, body)
     SELECT customer_id, 'APP', 'welcome', 'GENERAL', 'TRANSACTIONAL', false, 'Olá', 'Bem-vinda ao aplicativo.'
       FROM owned_resource WHERE kind = 'contract' AND resource_id = $1`,
    [contractId],
  );
}
