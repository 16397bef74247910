import { z } from 'zod';

/** A question with its derived counts, as the statements below answer it. */
export const faqRow = z.object({
  id: z.string(),
  category: z.string(),
  question: z.string(),
  answer_md: z.string(),
  weight: z.number(),
  published: z.boolean(),
  version: z.number(),
  created_at: z.date(),
  updated_at: z.date(),
  helpful: z.number(),
  not_helpful: z.number(),
});
export type FaqRow = z.infer<typeof faqRow>;

/** Which questions a list shows; $1 category, $2 search query, $3 published, each null for any. */
export const FAQ_CONDITION = `($1::text IS NULL OR faq.category = $1)
   AND ($2::text IS NULL
        OR to_tsvector('simple', fold_accents(faq.question || ' ' || faq.answer_md))
           @@ to_tsquery('simple', fold_accents($2)))
   AND ($3::boolean IS NULL OR faq.published = $3)`;

/** The votes on the present text of a question. */
const VOTES = `CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE vote.helpful)::integer AS helpful,
         count(*) FILTER (WHERE NOT vote.helpful)::integer AS not_helpful
    FROM faq_feedback vote
   WHERE vote.faq_id = faq.id AND vote.faq_version = faq.version
) AS votes`;

const COLUMNS = `faq.id, faq.category, faq.question, faq.answer_md, faq.weight, faq.published, faq.version,
       faq.created_at, faq.updated_at, votes.helpful, votes.not_helpful`;

const ORDERS = { '-weight': 'faq.weight DESC, faq.id', '-updatedAt': 'faq.updated_at DESC, faq.id' } as const;
export type FaqOrder = keyof typeof ORDERS;

/** $4 and $5 are the page. Votes are counted for that page only. */
export const selectFaqPage = (order: FaqOrder): string => `
  SELECT ${COLUMNS}
    FROM (SELECT * FROM faq WHERE ${FAQ_CONDITION} ORDER BY ${ORDERS[order]} LIMIT $4 OFFSET $5) AS faq
    ${VOTES}
   ORDER BY ${ORDERS[order]}`;

export const SELECT_FAQ = `SELECT ${COLUMNS} FROM faq ${VOTES} WHERE faq.id = $1`;

/** Questions with a "no" on their present text, those with most of them first; $1 and $2 are the page. */
export const SELECT_UNHELPFUL = `
  SELECT faq.id AS faq_id, faq.category, faq.question, faq.version, votes.helpful, votes.not_helpful,
         votes.not_clear, votes.outdated, votes.did_not_solve, votes.other, count(*) OVER ()::integer AS total
    FROM faq
    JOIN LATERAL (
      SELECT count(*) FILTER (WHERE vote.helpful)::integer AS helpful,
             count(*) FILTER (WHERE NOT vote.helpful)::integer AS not_helpful,
             count(*) FILTER (WHERE vote.reason = 'NOT_CLEAR')::integer AS not_clear,
             count(*) FILTER (WHERE vote.reason = 'OUTDATED')::integer AS outdated,
             count(*) FILTER (WHERE vote.reason = 'DID_NOT_SOLVE')::integer AS did_not_solve,
             count(*) FILTER (WHERE vote.reason = 'OTHER')::integer AS other
        FROM faq_feedback vote
       WHERE vote.faq_id = faq.id AND vote.faq_version = faq.version
    ) AS votes ON votes.not_helpful > 0
   ORDER BY votes.not_helpful DESC, votes.helpful, faq.id
   LIMIT $1 OFFSET $2`;

export const unhelpfulRow = z.object({
  faq_id: z.string(),
  category: z.string(),
  question: z.string(),
  version: z.number(),
  helpful: z.number(),
  not_helpful: z.number(),
  not_clear: z.number(),
  outdated: z.number(),
  did_not_solve: z.number(),
  other: z.number(),
  total: z.number(),
});
