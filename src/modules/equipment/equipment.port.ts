/** What stands at the customer's end of a contract. */
export interface Equipment {
  readonly serial: string | null;
  readonly vendor: string | null;
}

export interface EquipmentHolder {
  readonly id: string;
}

/** What this domain needs of whoever runs the network. */
export abstract class EquipmentPort {
  /** The equipment of one contract that is known to be the customer's; undefined when it has none. */
  abstract read(holder: EquipmentHolder, contractId: string): Promise<Equipment | undefined>;
  /** Restarts it, once. Throws only when it was surely not restarted; `uncertain` when the answer was lost. */
  abstract reboot(holder: EquipmentHolder, contractId: string): Promise<'done' | 'uncertain' | 'no-equipment'>;
}
