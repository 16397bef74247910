import { z } from 'zod';
import { parseSlashedDateTime } from '../../../common/brazil/dates.js';
import { lenientList } from '../../core/drift.js';
import { identifier, looseBoolean, numericId, optionalText, wordOf } from '../../core/fields.js';
import { slashedDateTime } from '../../core/wire-fields.js';
import { bare } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

const digits = z.number().int().nonnegative();
const readingTime = z.object({
  year: digits,
  month: digits,
  day: digits,
  hour: digits,
  minute: digits,
  userName: optionalText,
});

const pad = (value: number): string => String(value).padStart(2, '0');

const trafficReading = z
  .object({ _id: readingTime.optional(), ' id': readingTime.optional(), in: z.number(), out: z.number() })
  .transform((reading, context) => {
    // The document prints the key with its underscore lost.
    const time = reading._id ?? reading[' id'];
    const at =
      time === undefined
        ? undefined
        : parseSlashedDateTime(
            `${pad(time.day)}/${pad(time.month)}/${String(time.year).padStart(4, '0')} ${pad(time.hour)}:${pad(time.minute)}`,
          );
    if (at === undefined) {
      context.addIssue({ code: 'custom', message: 'no time of reading' });
      return z.NEVER;
    }
    return { at, login: time?.userName ?? null, uploadCounter: reading.in, downloadCounter: reading.out };
  });

/**
 * Running traffic counters, one reading every 600 s: the difference of two readings divided by 600 is bits a second
 * (download from `out`, upload from `in`). From start to end less than 40 days, or the ERP refuses.
 */
export const readTraffic = erpOperation({
  id: 'network.read-traffic',
  title: 'Buscar dados de navegação',
  method: 'POST',
  path: '/ws/redes/graficos_navegacao',
  auth: 'customer',
  effect: 'read',
  request: {
    query: z.object({ login: z.string().min(1), dataInicio: slashedDateTime, dataFim: slashedDateTime }),
    body: customerLogin,
  },
  format: 'json',
  envelope: bare,
  answer: lenientList(trafficReading),
});

/** The document prints the path with a space here and with an underscore in its example. */
export const listBoxChangeReasons = erpOperation({
  id: 'network.list-box-change-reasons',
  title: 'Buscar justificativas de alteração de caixa',
  method: 'GET',
  path: '/ws/redes/alterar caixa/justificativas',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({ ID: identifier, Descricao: optionalText, Tipo: wordOf(['ERRO', 'MANUTENCAO', 'OUTROS'], 'UNKNOWN') })
      .transform((row) => ({ id: row.ID, description: row.Descricao, kind: row.Tipo })),
  ),
});

/** `IdCidade` is the city of the installation. The customer is offline from then on. */
export const deprovisionEquipment = erpOperation({
  id: 'network.deprovision-equipment',
  title: 'Desprovisionar equipamento',
  method: 'POST',
  path: '/ws/redes/equipamento/desprovisionar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      IdContrato: numericId,
      SerialEquipamento: z.string(),
      IdPlano: numericId,
      IdCliente: numericId,
      IdCidade: numericId,
      LoginPPoE: z.string(),
      TipoEquipamento: z.enum(['ZTE', 'NOKIA', 'HUAWEI', 'FIBERHOME']),
      isTelefonia: z.boolean(),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: z.object({ desprovisionou: looseBoolean }).transform((answer) => ({ deprovisioned: answer.desprovisionou })),
});

/** Frees the exit of the distribution box that the contract holds. */
export const releaseBoxExit = erpOperation({
  id: 'network.release-box-exit',
  title: 'Liberar saída de caixa de contrato',
  method: 'POST',
  path: '/ws/redes/liberar/caixa/saida',
  auth: 'token',
  effect: 'irreversible',
  request: { body: z.object({ idContrato: numericId }) },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ idContratoAtualizado: identifier })
    .transform((answer) => ({ contractId: answer.idContratoAtualizado })),
});
