import type { Operation } from './core/operation.js';
import { fieldControlOperations } from './field-control/field-control.operations.js';
import { mosiaOperations } from './mosia/mosia.operations.js';
import { vhsysOperations } from './vhsys/vhsys.operations.js';
import { webserviceClienteOperations } from './webservice-cliente/webservice-cliente.operations.js';

export interface CataloguedSystem {
  readonly id: string;
  /** What the system is to the provider. */
  readonly title: string;
  readonly operations: readonly Operation[];
}

/** The four systems this product asks, with everything that is documented of them. */
export const upstreamSystems: readonly CataloguedSystem[] = [
  {
    id: 'webservice-cliente',
    title: "WebService Cliente, the provider's ERP",
    operations: webserviceClienteOperations,
  },
  { id: 'field-control', title: 'Field Control, field service', operations: fieldControlOperations },
  { id: 'vhsys', title: 'vhsys, ERP service orders', operations: vhsysOperations },
  { id: 'mosia', title: 'Mosia Omnichannel, protocols', operations: mosiaOperations },
];
