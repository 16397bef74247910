import { Inject, Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import {
  PlayhubCustomersPort,
  type PlayhubService,
  type SvaHolder,
} from '../../../modules/svas/playhub-customers.port.js';
import type { AnswerOf } from '../../core/operation.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { findPlayhubCustomer } from '../operations/playhub.js';
import { type PlayhubConfig, playhubConfig } from '../playhub.config.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

type Flags = AnswerOf<typeof findPlayhubCustomer>['services'];

const KEPT = { ttlMs: 300_000, staleIfErrorMs: 3_600_000 };

@Injectable()
export class PlayhubCustomersAdapter extends PlayhubCustomersPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(playhubConfig.token) private readonly config: PlayhubConfig,
  ) {
    super();
  }

  async servicesOf(holder: SvaHolder, freshness: 'now' | 'kept'): Promise<Answered<ReadonlySet<PlayhubService>>> {
    const { user } = this.config;
    if (user === undefined) return { value: new Set() };
    try {
      const answered = await this.erp.call(
        findPlayhubCustomer,
        { body: { usuario: user.login, senha: user.password, CPF_CNPJ: holder.document } },
        { owner: holder.id, ...(freshness === 'kept' ? { cache: KEPT } : {}) },
      );
      return { ...answered, value: servicesIn(answered.value.services) };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return { value: new Set() };
      // The credential that was refused is ours: the customer has nothing to type again.
      if (error instanceof UpstreamError && error.kind === 'customer-credential') {
        throw new UpstreamError('our-credential', error.operationId, { reason: 'service-user-refused', cause: error });
      }
      throw error;
    }
  }
}

function servicesIn(flags: Flags): ReadonlySet<PlayhubService> {
  const services: readonly (readonly [boolean, PlayhubService])[] = [
    [flags.foxSports, 'FOX_SPORTS'],
    [flags.uol, 'UOL'],
    [flags.watchTv, 'WATCH_TV'],
    [flags.esporteInterativo, 'ESPORTE_INTERATIVO'],
    [flags.mcAfee, 'MCAFEE'],
  ];
  return new Set(services.filter(([has]) => has).map(([, service]) => service));
}
