import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const serviceOrdersConfig = defineConfig(
  'service-orders',
  {
    VISIT_MORNING_PERIOD: variable(
      z.string().default('08h às 12h'),
      'hours of the morning shift, as customers read them',
      {
        example: '08h às 12h',
      },
    ),
    VISIT_AFTERNOON_PERIOD: variable(
      z.string().default('13h às 18h'),
      'hours of the afternoon shift, as customers read them',
      { example: '13h às 18h' },
    ),
    VISIT_CUTOFF_HOUR: variable(
      wholeNumber(12, { min: 0, max: 23 }),
      'hour of a visit’s own day (America/Sao_Paulo) from which it cannot get another date',
      { example: '12' },
    ),
    VISIT_AGAIN_REASONS: variable(
      z
        .string()
        .default('CLIENTE_AUSENTE,ENDERECO_NAO_LOCALIZADO,CLIENTE_SOLICITOU_REAGENDAMENTO')
        .transform((text) => new Set(text.split(',').map((reason) => reason.trim()))),
      'reasons of conclusion that ask for another visit, separated by commas',
      { example: 'CLIENTE_AUSENTE,ENDERECO_NAO_LOCALIZADO,CLIENTE_SOLICITOU_REAGENDAMENTO' },
    ),
    VISIT_CLOSED_DAYS: variable(
      z
        .string()
        .default('SUNDAY,HOLIDAY')
        .transform((text) => text.split(',').map((word) => word.trim()))
        .pipe(z.array(z.enum(['SATURDAY', 'SUNDAY', 'HOLIDAY', 'NONE'])))
        .transform((days): ReadonlySet<string> => new Set(days)),
      'days without visits, whatever the agenda says: SATURDAY, SUNDAY, HOLIDAY (national), separated by commas, or NONE',
      { example: 'SUNDAY,HOLIDAY' },
    ),
    VISIT_MAX_RESCHEDULES: variable(
      wholeNumber(3, { min: 0, max: 100 }),
      'how often a customer may move the visit of one order',
      { example: '3' },
    ),
    SERVICE_ORDER_SETTLE_SECONDS: variable(
      wholeNumber(60, { min: 1, max: 3_600 }),
      'seconds after which an act with a lost answer that left no trace at the provider counts as never carried out',
      { example: '60' },
    ),
  },
  (values) => ({
    closedDays: values.VISIT_CLOSED_DAYS,
    maxReschedules: values.VISIT_MAX_RESCHEDULES,
    settleSeconds: values.SERVICE_ORDER_SETTLE_SECONDS,
    periods: { MORNING: values.VISIT_MORNING_PERIOD, AFTERNOON: values.VISIT_AFTERNOON_PERIOD },
    cutoffHour: values.VISIT_CUTOFF_HOUR,
    visitAgainReasons: values.VISIT_AGAIN_REASONS,
  }),
);

export type ServiceOrdersConfig = ConfigOf<typeof serviceOrdersConfig>;
