import { z } from 'zod';
import { centavos, identifier, looseBoolean, optionalText } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** Minutes a month by kind of call, sold beside a telephone plan. */
export const listVoicePackages = erpOperation({
  id: 'contract-extras.list-voice-packages',
  title: 'Buscar pacotes de voz para venda extra',
  method: 'GET',
  path: '/ws/comercial/contratos/pacotes_voz/extras',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        valor: centavos,
        franquias: lenientList(
          z
            .object({
              id: identifier.nullish(),
              descricao: optionalText,
              minutos: z.number(),
              tipoLigacao: z
                .object({ id: identifier, descricao: optionalText, idServico: identifier.nullish() })
                .nullish(),
            })
            .transform((quota) => ({
              id: quota.id ?? null,
              description: quota.descricao,
              minutes: quota.minutos,
              callKindId: quota.tipoLigacao?.id ?? null,
              callKind: quota.tipoLigacao?.descricao ?? null,
              serviceId: quota.tipoLigacao?.idServico ?? null,
            })),
        ).nullish(),
      })
      .transform((row) => ({
        id: row.id,
        name: row.descricao,
        priceCents: row.valor,
        quotas: row.franquias ?? [],
      })),
  ),
});

const televisionChannel = z
  .object({ id: identifier, descricao: optionalText, valor: centavos, permiteALaCarte: looseBoolean })
  .transform((channel) => ({
    id: channel.id,
    name: channel.descricao,
    priceCents: channel.valor,
    soldAlone: channel.permiteALaCarte,
  }));

export const listTelevisionChannels = erpOperation({
  id: 'contract-extras.list-channels',
  title: 'Buscar canais de TV para venda extra',
  method: 'GET',
  path: '/ws/comercial/contratos/canais_tv/extras',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(televisionChannel),
});

export const listTelevisionPackages = erpOperation({
  id: 'contract-extras.list-channel-packages',
  title: 'Buscar pacotes de canais de TV para venda extra',
  method: 'GET',
  path: '/ws/comercial/contratos/pacotes_tv/extras',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        valor: centavos,
        canais: lenientList(televisionChannel).nullish(),
      })
      .transform((row) => ({
        id: row.id,
        name: row.descricao,
        priceCents: row.valor,
        channels: row.canais ?? [],
      })),
  ),
});
