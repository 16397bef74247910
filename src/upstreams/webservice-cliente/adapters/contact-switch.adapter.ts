import { Inject, Injectable } from '@nestjs/common';
import { ContactSwitchPort } from '../../../modules/messages/contact-switch.port.js';
import type { NoticeHolder } from '../../../modules/messages/provider-notices.port.js';
import { type ContactSwitchConfig, contactSwitchConfig } from '../contact-switch.config.js';
import { setNoticesSwitch } from '../operations/customers.js';
import { listServiceOrders } from '../operations/service-orders.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

@Injectable()
export class ContactSwitchAdapter extends ContactSwitchPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(contactSwitchConfig.token) private readonly config: ContactSwitchConfig,
  ) {
    super();
  }

  async switchOff(holder: NoticeHolder): Promise<boolean> {
    const idAtendimento = await this.nameOf(holder);
    if (idAtendimento === undefined) return false;
    await this.erp.call(
      setNoticesSwitch,
      { body: { idAtendimento, recebeNotificacoes: false } },
      { owner: holder.id, priority: 'background' },
    );
    return true;
  }

  private async nameOf({ id, erpCustomerId }: NoticeHolder): Promise<string | undefined> {
    if (this.config.namedBy === 'customer') return erpCustomerId;
    const { value: attendances } = await this.erp.call(
      listServiceOrders,
      { path: { idCliente: erpCustomerId }, query: {} },
      { owner: id, priority: 'background' },
    );
    const numbers = attendances.map((attendance) => Number(attendance.id)).filter(Number.isSafeInteger);
    // Without one, any other number would name somebody else's.
    return numbers.length === 0 ? undefined : String(Math.max(...numbers));
  }
}
