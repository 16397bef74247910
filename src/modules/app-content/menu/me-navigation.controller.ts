import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../../common/auth/principal.js';
import { ConditionalGet } from '../../../common/http/conditional-get.js';
import { Owns } from '../../../common/ownership/owned.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../../audience/app-caller.js';
import { ContractChoiceQuery } from '../content.dto.js';
import { MenuDto, ShortcutCardsDto } from './navigation.dto.js';
import { Navigation } from './navigation.service.js';

@ApiTags('App content')
@Controller('app/v1/interface')
@Access('customer')
@ApiAppHeaders()
export class MeNavigationController {
  constructor(private readonly navigation: Navigation) {}

  /**
   * Show the menu
   *
   * @remarks Entries for the customer and the app, as far as the contract allows what they lead to; without
   * `contractId`, as far as any contract does. While the provider does not answer, what was last known of the contracts
   * decides, and `stale` says so.
   */
  @Get('menu')
  @ConditionalGet({ maxAgeSeconds: 0 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  showMenu(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ContractChoiceQuery,
    @CurrentApp() app: AppCaller,
  ): Promise<MenuDto> {
    return this.navigation.menuFor(customerId, contractId, app);
  }

  /**
   * List the shortcuts
   *
   * @remarks Chosen as the entries of the menu are.
   */
  @Get('cards')
  @ConditionalGet({ maxAgeSeconds: 0 })
  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  listShortcutCards(
    @CurrentCustomer() { customerId }: CustomerPrincipal,
    @Query() { contractId }: ContractChoiceQuery,
    @CurrentApp() app: AppCaller,
  ): Promise<ShortcutCardsDto> {
    return this.navigation.cardsFor(customerId, contractId, app);
  }
}
