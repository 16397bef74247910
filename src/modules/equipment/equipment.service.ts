import { Injectable } from '@nestjs/common';
import { ConnectionService } from '../connection/connection.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type { EquipmentDto, EquipmentListDto } from './equipment.dto.js';
import { type Equipment, EquipmentPort } from './equipment.port.js';

const SHOWN_OF_SERIAL = 4;

@Injectable()
export class EquipmentService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: EquipmentPort,
    private readonly connections: ConnectionService,
  ) {}

  /** The equipment of a contract that is known to be the customer's; undefined when it has none. */
  async ofContract(customerId: string, contractId: string): Promise<Equipment | undefined> {
    return this.port.read(await this.accounts.get(customerId), contractId);
  }

  async list(customerId: string, contractId: string): Promise<EquipmentListDto> {
    const equipment = await this.ofContract(customerId, contractId);
    if (equipment === undefined) return { items: [] };
    const { status, last_seen_at, stale, as_of } = await this.connections.statusOf(customerId, contractId);
    const { serial, vendor } = equipment;
    const item: EquipmentDto = {
      contract_id: contractId,
      serial_masked: serial === null ? null : maskSerial(serial),
      vendor,
      online: status === 'UNKNOWN' ? null : status === 'ONLINE',
      last_seen_at,
    };
    return { items: [item], ...(stale === undefined ? {} : { stale }), ...(as_of === undefined ? {} : { as_of }) };
  }
}

/** A serial as short as what is shown of others shows nothing. */
function maskSerial(serial: string): string {
  const shown = serial.length > SHOWN_OF_SERIAL ? serial.slice(-SHOWN_OF_SERIAL) : '';
  return '*'.repeat(serial.length - shown.length) + shown;
}
