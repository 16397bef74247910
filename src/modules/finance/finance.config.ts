import { z } from 'zod';
import { isPlainDate } from '../../common/brazil/dates.js';
import { type ConfigOf, defineConfig, flag, httpUrl, variable, wholeNumber } from '../../common/config/config.js';

const optional = z.string().optional();
const optionalDate = z.string().refine(isPlainDate, 'must be a day as yyyy-MM-dd').optional();

/** Two per cent: the most that the law lets a late payment be fined (Lei 8.078/1990, art. 52 §1). */
const MOST_FINE_BASIS_POINTS = 200;
/** One per cent a month. */
const MOST_INTEREST_BASIS_POINTS = 100;

export const financeConfig = defineConfig(
  'finance',
  {
    PIX_STATIC_KEY: variable(
      optional,
      "the provider's Pix key, to offer a static Pix beside the boleto; leave empty when boletos already carry a Pix of the bank",
    ),
    PIX_STATIC_NAME: variable(optional, 'payee name shown by the payer’s bank, with PIX_STATIC_KEY', {
      example: 'PROVEDOR',
    }),
    PIX_STATIC_CITY: variable(optional, 'payee city, with PIX_STATIC_KEY', { example: 'CARMO' }),
    PIX_AUTOMATICO_URL: variable(
      httpUrl.optional(),
      'page of the payment provider on which customers sign up for Pix Automático; its host must be among LINK_HOSTS; not offered when empty',
    ),
    TRUST_UNLOCK_DAYS: variable(
      wholeNumber(3, { min: 1, max: 30 }),
      'days a contract works on trust when the ERP does not say',
      {
        example: '3',
      },
    ),
    TRUST_UNLOCK_INTERVAL_DAYS: variable(
      wholeNumber(30, { min: 1, max: 365 }),
      'days between two trust unlocks of a contract',
      { example: '30' },
    ),
    TRUST_UNLOCK_MAX_OVERDUE: variable(
      wholeNumber(2, { min: 1, max: 24 }),
      'overdue invoices with which a contract can still be unlocked on trust',
      { example: '2' },
    ),
    NEGOTIATION_FINE_BASIS_POINTS: variable(
      wholeNumber(MOST_FINE_BASIS_POINTS, { min: 0, max: MOST_FINE_BASIS_POINTS }),
      'fine for late payment in hundredths of a per cent; the law allows 200',
      { example: '200' },
    ),
    NEGOTIATION_INTEREST_BASIS_POINTS: variable(
      wholeNumber(MOST_INTEREST_BASIS_POINTS, { min: 0, max: MOST_INTEREST_BASIS_POINTS }),
      'interest a month in hundredths of a per cent, charged by the day',
      { example: '100' },
    ),
    NEGOTIATION_CHARGES_DISCOUNT_PERCENT: variable(
      wholeNumber(0, { min: 0, max: 100 }),
      'per cent of fine and interest that a campaign forgives',
      { example: '0' },
    ),
    NEGOTIATION_DISCOUNT_UNTIL: variable(optionalDate, 'last day of that campaign, yyyy-MM-dd; for ever when not set'),
    NEGOTIATION_MAX_PARCELS: variable(wholeNumber(6, { min: 1, max: 24 }), 'parcels at most', { example: '6' }),
    NEGOTIATION_MIN_PARCEL_CENTS: variable(
      wholeNumber(3_000, { min: 100, max: 1_000_000 }),
      'centavos of the smallest parcel',
      { example: '3000' },
    ),
    NEGOTIATION_FIRST_DUE_DAYS: variable(
      wholeNumber(3, { min: 1, max: 30 }),
      'days from the negotiation to its first due date, at least',
      { example: '3' },
    ),
    DISPUTE_WINDOW_MONTHS: variable(
      wholeNumber(36, { min: 1, max: 120 }),
      'months for which a charge can be contested',
      {
        example: '36',
      },
    ),
    DISPUTE_ANSWER_DAYS: variable(
      wholeNumber(7, { min: 1, max: 60 }),
      'calendar days in which a contested charge is answered (Decreto 11.034/2022)',
      { example: '7' },
    ),
    DEBT_NOTICE_DAYS: variable(
      wholeNumber(0, { min: 0, max: 90 }),
      'days from the due date of a bill to the provider’s notice of the debt',
      { example: '0' },
    ),
    DEBT_SUSPENSION_DAYS: variable(
      wholeNumber(15, { min: 1, max: 365 }),
      'days from the notice of a debt to the suspension of the service (Resolução Anatel 765/2023)',
      { example: '15' },
    ),
    DEBT_RESCISSION_DAYS: variable(
      wholeNumber(60, { min: 1, max: 365 }),
      'days from the suspension to the rescission of the contract (Resolução Anatel 765/2023)',
      { example: '60' },
    ),
    DEBT_RESTORE_HOURS: variable(
      wholeNumber(24, { min: 1, max: 240 }),
      'hours from the payment of a debt to the service working again',
      { example: '24' },
    ),
    DEBT_CREDIT_BUREAUS: variable(
      flag(true),
      'whether debts may be entered at the credit bureaus, as notices of debts must say',
      { example: 'true' },
    ),
    DEBT_NEAR_DAYS: variable(
      wholeNumber(7, { min: 0, max: 365 }),
      'days before the suspension from which the app names its date as near',
      { example: '7' },
    ),
    PAYMENT_LINK_MINUTES: variable(wholeNumber(60, { min: 5, max: 10_080 }), 'minutes a payment link lives', {
      example: '60',
    }),
  },
  (values) => ({
    staticPix:
      values.PIX_STATIC_KEY === undefined
        ? undefined
        : {
            key: values.PIX_STATIC_KEY,
            name: values.PIX_STATIC_NAME ?? 'PROVEDOR',
            city: values.PIX_STATIC_CITY ?? 'BRASIL',
          },
    pixAutomaticoUrl: values.PIX_AUTOMATICO_URL,
    trust: {
      days: values.TRUST_UNLOCK_DAYS,
      intervalDays: values.TRUST_UNLOCK_INTERVAL_DAYS,
      maxOverdue: values.TRUST_UNLOCK_MAX_OVERDUE,
    },
    negotiation: {
      fineBasisPoints: values.NEGOTIATION_FINE_BASIS_POINTS,
      interestBasisPoints: values.NEGOTIATION_INTEREST_BASIS_POINTS,
      chargesDiscountPercent: values.NEGOTIATION_CHARGES_DISCOUNT_PERCENT,
      discountUntil: values.NEGOTIATION_DISCOUNT_UNTIL,
      maxParcels: values.NEGOTIATION_MAX_PARCELS,
      minParcelCents: values.NEGOTIATION_MIN_PARCEL_CENTS,
      firstDueDays: values.NEGOTIATION_FIRST_DUE_DAYS,
    },
    dispute: {
      windowMonths: values.DISPUTE_WINDOW_MONTHS,
      answerDays: values.DISPUTE_ANSWER_DAYS,
    },
    debt: {
      noticeDays: values.DEBT_NOTICE_DAYS,
      suspensionDays: values.DEBT_SUSPENSION_DAYS,
      rescissionDays: values.DEBT_RESCISSION_DAYS,
      restoreHours: values.DEBT_RESTORE_HOURS,
      nearDays: values.DEBT_NEAR_DAYS,
      creditBureaus: values.DEBT_CREDIT_BUREAUS,
    },
    paymentLinkMinutes: values.PAYMENT_LINK_MINUTES,
  }),
);

export type FinanceConfig = ConfigOf<typeof financeConfig>;
