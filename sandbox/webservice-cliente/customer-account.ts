import { epochOfMidnight } from '../../src/common/brazil/dates.js';
import { radiusLoginOf } from './network.state.js';
import { isOpen } from './technical-agenda.state.js';
import type { Customer } from './rows.js';
import type { WebserviceClienteState } from './state.js';

/** A customer with open bills and contracts, as the complete log-in and "Buscar contratos e faturas" print it. */
export function printAccount(state: WebserviceClienteState, customer: Customer) {
  return {
    Celular: customer.mobile,
    NomeCompleto: customer.name,
    DataNascimento: epochOfMidnight(customer.bornOn),
    TelefoneFixo: customer.landline,
    Email: customer.email,
    faturas: state
      .billsOf(customer.id)
      .filter((bill) => bill.paidOn === null)
      .map((bill) => ({
        idsContratos: bill.contractIds,
        IDFatura: bill.id,
        CodigoCliente: bill.customerId,
        nroBoleto: bill.id,
        nroDocumento: String(bill.id).padStart(10, '0'),
        Vencimento: bill.dueDate,
        Valor: bill.amount,
        DebitoAutomaico: 'FALSE',
      })),
    CodigoCliente: customer.id,
    NomeTratamento: customer.shortName,
    contratos: state.contractsOf(customer.id).map((contract) => ({
      Tecnologia: contract.technology,
      LoginRadius: radiusLoginOf(contract.id),
      Franquia: Number(/FRANQUIA (\d+)GB/.exec(contract.plan)?.[1] ?? 0),
      PlanoContrato: contract.plan,
      StatusContrato: contract.status,
      UnidadeMedida: 'GB',
      CodContrato: contract.id,
      tipoEndereco: 'PADRAO',
      GrupoTecnologia: contract.service,
      EnderecoInstalacao: `${contract.address.street}, ${contract.address.number}`,
      IDVencimento: String(contract.dueDateId),
    })),
    atendimentosAbertos: state.serviceOrdersOf(customer.id).filter(isOpen).length,
  };
}
