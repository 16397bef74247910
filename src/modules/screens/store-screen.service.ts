import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { Contract } from '../contracts/contracts.port.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { navigate } from './screen-actions.js';
import type { SectionContent } from './screen-builder.js';
import { ScreenBuilders } from './screen-builders.service.js';
import { type ScreensConfig, screensConfig } from './screens.config.js';
import { SectionRunner } from './section-runner.service.js';
import type { StoreScreenDto } from './store-screen.dto.js';
import { StoreShelves } from './store-shelves.service.js';

type ShelfName = 'upgrades' | 'plans' | 'packages' | 'television' | 'voice' | 'services';

/** What is sold beside each kind of service, in the order it is shown. */
const SHELVES: Readonly<Record<string, readonly ShelfName[]>> = {
  INTERNET: ['upgrades', 'packages', 'services', 'plans'],
  TV: ['television'],
  TELEFONIA: ['voice'],
};

const TITLES: Readonly<Record<ShelfName, string>> = {
  upgrades: 'Planos recomendados',
  plans: 'Outros planos',
  packages: 'Combos',
  television: 'Canais de TV',
  voice: 'Minutos para o telefone',
  services: 'Serviços digitais',
};

/** The store: shelves of what a customer can have beside, or in place of, what a contract has. */
@Injectable()
export class StoreScreenService {
  constructor(
    private readonly contracts: ContractsService,
    private readonly shelves: StoreShelves,
    private readonly builders: ScreenBuilders,
    private readonly runner: SectionRunner,
    @Inject(screensConfig.token) private readonly config: ScreensConfig,
  ) {}

  /** @throws Problem NOT_FOUND for a contract that the provider lists no more. */
  async screen(customerId: string, contractId: string | undefined, app: AppCaller): Promise<StoreScreenDto> {
    const builder = this.builders.for('store', app);
    const contract = chosen((await this.contracts.contractsOf(customerId)).value, contractId);
    const names = contract === undefined ? [] : (SHELVES[contract.service ?? ''] ?? []);
    const sections =
      contract === undefined
        ? []
        : await Promise.all(
            names.map((name) =>
              this.runner.run(builder, {
                id: name,
                type: 'PRODUCT_SHELF',
                title: TITLES[name],
                budgetMs: this.config.sectionBudgetMs,
                read: () => this.shelves[name]({ customerId, contract, builder }),
              }),
            ),
          );
    const notice = noticeOf(contract, names.length === 0);
    return builder.screen({ ttlSeconds: 300, refreshAfterSeconds: 600 }, [
      notice === undefined ? undefined : builder.section('notice', 'TEXT', notice),
      ...sections,
    ]);
  }
}

/** Without a wish, one that works before one that does not, and internet before the rest. */
function chosen(contracts: readonly Contract[], contractId: string | undefined): Contract | undefined {
  if (contractId !== undefined) {
    const contract = contracts.find(({ id }) => id === contractId);
    if (contract === undefined) throw new Problem(problems.notFound);
    return contract;
  }
  const live = contracts.filter(({ status }) => status !== 'CANCELADO');
  const working = live.filter(({ status }) => status === 'HABILITADO');
  const isInternet = ({ service }: Contract): boolean => service === 'INTERNET';
  return working.find(isInternet) ?? live.find(isInternet) ?? live[0];
}

function noticeOf(contract: Contract | undefined, nothingSold: boolean): SectionContent<'TEXT'> | undefined {
  if (contract === undefined || nothingSold) {
    return {
      state: 'empty',
      data: { title: 'Loja', text: 'Ainda não há ofertas para este contrato.' },
    };
  }
  if (contract.status === 'HABILITADO') return undefined;
  return {
    state: 'ok',
    data: {
      title: 'Contrato sem compras no momento',
      text: 'As compras voltam a estar disponíveis quando o contrato estiver ativo e em dia.',
    },
    actions: [navigate('INVOICES', 'Ver faturas', `/app/v1/interface/invoices?contractId=${contract.id}`)],
  };
}
