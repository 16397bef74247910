import { z } from 'zod';
import { anyStyleDate, identifier, optionalText } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { billSummary } from './bill-summary.js';
import { contractStatus } from './contract-status.js';

const accountContract = z
  .object({
    CodContrato: identifier,
    PlanoContrato: optionalText,
    StatusContrato: contractStatus,
    Tecnologia: optionalText,
    GrupoTecnologia: optionalText,
    Franquia: z.number().nullish(),
    UnidadeMedida: optionalText,
    LoginRadius: optionalText,
    tipoEndereco: optionalText,
    EnderecoInstalacao: optionalText,
    IDVencimento: identifier.nullish(),
  })
  .transform((contract) => ({
    id: contract.CodContrato,
    plan: contract.PlanoContrato,
    status: contract.StatusContrato,
    technology: contract.Tecnologia,
    service: contract.GrupoTecnologia,
    quota: contract.Franquia ?? null,
    quotaUnit: contract.UnidadeMedida,
    radiusLogin: contract.LoginRadius,
    addressKind: contract.tipoEndereco,
    installationAddress: contract.EnderecoInstalacao,
    dueDateId: contract.IDVencimento ?? null,
  }));

/**
 * A customer with contracts and open bills, as the complete log-in and the list of contracts print it. Amounts are
 * summed over the bill operations, not over this list, which drops what is malformed.
 */
export const customerAccount = z
  .object({
    CodigoCliente: identifier,
    NomeCompleto: optionalText,
    NomeTratamento: optionalText,
    Email: optionalText,
    Celular: optionalText,
    TelefoneFixo: optionalText,
    DataNascimento: anyStyleDate.nullish().catch(null),
    contratos: lenientList(accountContract).nullish(),
    faturas: lenientList(billSummary).nullish(),
    atendimentosAbertos: z.number().int().nullish(),
  })
  .transform((account) => ({
    customerId: account.CodigoCliente,
    name: account.NomeCompleto,
    shortName: account.NomeTratamento,
    email: account.Email,
    mobile: account.Celular,
    landline: account.TelefoneFixo,
    bornOn: account.DataNascimento ?? null,
    contracts: account.contratos ?? [],
    bills: account.faturas ?? [],
    openServiceOrders: account.atendimentosAbertos ?? 0,
  }));
