import { z } from 'zod';
import { addDays, todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import { Refusal } from '../../core/answer.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { customerOf, requireRow } from '../lookups.js';
import { blankable, idField } from '../request-fields.js';
import { failure, requiredBody } from '../requests.js';
import type { SalesPlan } from '../sales-catalogue.state.js';
import type { Address, Contract } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

type Request = HandlerRequest<WebserviceClienteState>;

const flag = z.union([z.literal(0), z.literal(1)]);
const ids = blankable(z.array(z.string().regex(/^\d+$/)));
const LOYALTY_DAYS = { SEM: 0, MESES_4: 121, MESES_12: 365, MESES_24: 730, MESES_36: 1095 } as const;

const commonFields = {
  idUsuario: idField,
  idCliente: idField,
  idTipoContrato: idField,
  idsEnderecos: z.array(idField).min(1),
  idOrigemComercial: idField,
  idVencimento: idField,
  idFormaCobranca: idField,
  idCanalVenda: idField,
  podeSuspender: flag,
  naoCancelaPorInadimplencia: flag,
  fidelizacao: z.enum(['SEM', 'MESES_4', 'MESES_12', 'MESES_24', 'MESES_36']),
};
const planFields = { idPlano: idField, valorContrato: z.number().nonnegative() };
const outletFields = {
  idSaidaCaixa: blankable(idField),
  idCaixa: blankable(idField),
  idVelocidade: blankable(idField),
};
const telephonyFields = {
  idNumero: idField,
  bloquearLigacaoCobrar: flag,
  bloquearLigacaoDDD: flag,
  bloquearLigacaoCelular: flag,
  bloquearLigacaoInternacional: flag,
  exibeListaTelefonica: flag,
};
const voiceExtras = { idsPacotesVozExtra: ids };
const televisionFields = { idsCanaisExtras: ids, idsPacotesCanaisExtras: ids };

const common = z.object(commonFields);
const plan = z.object({ ...planFields });
const internet = z.object(outletFields);
const telephony = z.object({ ...telephonyFields, ...voiceExtras });
const television = z.object(televisionFields);
const contractPackage = z.object({
  ...commonFields,
  idPacote: idField,
  dadosPlanosPacote: z.array(plan).min(1),
});

const hasPackage = ({ body }: Request): boolean => typeof body === 'object' && body !== null && 'idPacote' in body;

/** Tells the bodies of this path apart: by the kind of the plan that is sold. */
const sells =
  (service: string) =>
  (request: Request): boolean => {
    const asked = z.object({ idPlano: idField }).safeParse(request.body);
    return (
      !hasPackage(request) &&
      asked.success &&
      request.state.salesCatalogue.plan(asked.data.idPlano)?.service === service
    );
  };

/** Checks what every contract needs and gives the address of the installation. */
function checkCommon({ state }: Request, body: z.infer<typeof common>): Address {
  customerOf(state, body.idCliente);
  requireRow(state.applicationUsers.user(body.idUsuario), 'idUsuario', 'nenhum usuário cadastrado');
  requireRow(state.salesCatalogue.contractKind(body.idTipoContrato), 'idTipoContrato', 'nenhum tipo de contrato');
  requireRow(state.dueDates.get(body.idVencimento), 'idVencimento', 'nenhum vencimento cadastrado');
  const channel = state.contractSales.channels.find(({ id, active }) => active && id === body.idCanalVenda);
  requireRow(channel, 'idCanalVenda', 'nenhum canal de venda ativo');
  const origin = state.salesCatalogue.commercialOrigins.find(({ id }) => id === body.idOrigemComercial);
  requireRow(origin, 'idOrigemComercial', 'nenhuma origem comercial');
  const owned = state.customerRecords.addresses().filter(({ customerId }) => customerId === body.idCliente);
  const chosen = body.idsEnderecos.map((id) =>
    requireRow(owned.find(({ address }) => address.id === id)?.address, 'idEndereco', 'nenhum endereço do cliente'),
  );
  const purposes = new Set(chosen.map(({ purpose }) => purpose));
  const address =
    chosen.find(({ purpose }) => purpose === 'INSTALACAO') ?? chosen.find(({ purpose }) => purpose === 'PADRAO');
  if (address === undefined || !(purposes.has('PADRAO') || purposes.has('COBRANCA'))) {
    throw new Refusal(failure('É obrigatório um endereço PADRAO ou um INSTALACAO e um COBRANCA.'));
  }
  const { street, district, city } = state.addressBook.placeOf(address.streetId);
  return {
    street: `${street.kind} ${street.name}`,
    number: Number(address.number) || 0,
    complement: address.complement ?? '',
    district: district.name,
    city: city.name,
    state: city.state,
    postalCode: street.postalCode,
  };
}

function planOf({ state }: Request, id: number): SalesPlan {
  return requireRow(state.salesCatalogue.plan(id), 'idPlano', 'nenhum plano cadastrado');
}

/** A fibre plan takes an outlet of a box; a plan of a price table needs its speed. */
function checkInternet({ state }: Request, sold: SalesPlan, body: z.infer<typeof internet>): void {
  if (sold.price === null && body.idVelocidade === null) throw missing('idVelocidade');
  if (body.idCaixa === null) throw missing('idCaixa');
  if (body.idSaidaCaixa === null) throw missing('idSaidaCaixa');
  const box = state.addressBook.boxes.find(({ id }) => id === body.idCaixa);
  const outlet = box?.freeOutlets.find(({ id }) => id === body.idSaidaCaixa);
  requireRow(outlet, 'idSaidaCaixa', 'nenhuma saída livre da caixa');
}

/** Takes the number, and gives the price of the voice packages. */
function takeNumber({ state }: Request, body: z.infer<typeof telephony>): number {
  const number = state.telephony.numbers.find(({ id, free }) => free && id === body.idNumero);
  const packages = (body.idsPacotesVozExtra ?? []).map((id) =>
    requireRow(
      state.contractSales.voicePackages.find((row) => String(row.id) === id),
      'idPacoteVozExtra',
      'nenhum pacote de voz',
    ),
  );
  requireRow(number, 'idNumero', 'nenhum número livre').free = false;
  return packages.reduce((sum, { price }) => sum + price, 0);
}

/** The price of the channels and packages of channels. */
function priceOfChannels({ state }: Request, body: z.infer<typeof television>): number {
  const { televisionChannels, channelPackages } = state.contractSales;
  const channels = (body.idsCanaisExtras ?? []).map((id) =>
    requireRow(
      televisionChannels.find((row) => row.soldAlone && String(row.id) === id),
      'idCanalExtra',
      'nenhum canal',
    ),
  );
  const packages = (body.idsPacotesCanaisExtras ?? []).map((id) =>
    requireRow(
      channelPackages.find((row) => String(row.id) === id),
      'idPacoteCanaisExtra',
      'nenhum pacote de canais',
    ),
  );
  return [...channels, ...packages].reduce((sum, { price }) => sum + price, 0);
}

/** Reais without the dust of adding floats. */
const toTheCentavo = (reais: number): number => Math.round(reais * 100) / 100;

function register(request: Request, body: z.infer<typeof common>, sold: SalesPlan, price: number, address: Address) {
  const { state, clock } = request;
  const today = todayInSaoPaulo(clock);
  const loyalty = LOYALTY_DAYS[body.fidelizacao];
  const contract: Contract = {
    id: Math.max(...state.contracts.keys()) + 1,
    customerId: body.idCliente,
    plan: sold.description,
    price: toTheCentavo(price),
    // What nobody has to install works at once.
    status: sold.service === 'OUTROS' ? 'HABILITADO' : 'AGUARDANDO INSTALACAO',
    kind: state.salesCatalogue.contractKind(body.idTipoContrato)?.name ?? '',
    service: sold.service,
    technology: sold.technology,
    dueDateId: body.idVencimento,
    activatedOn: today,
    loyaltyEndsOn: loyalty === 0 ? null : addDays(today, loyalty),
    address,
  };
  state.addContract(contract);
  return {
    cliente: `${contract.customerId} - ${customerOf(state, contract.customerId).name}`,
    valorContrato: contract.price,
    tecnologia: contract.technology,
    plano: `${sold.id} - ${contract.plan}`,
    id: contract.id,
    status: contract.status,
  };
}

const missing = (field: string): Refusal => new Refusal(failure(`O campo ${field} é obrigatório.`));

/** Registers one contract; `extras` checks what its kind of plan needs beside, and gives the price of what comes with it. */
function registerOne(request: Request, extras: (sold: SalesPlan) => number) {
  const body = { ...requiredBody(request, common), ...requiredBody(request, plan) };
  const address = checkCommon(request, body);
  const sold = planOf(request, body.idPlano);
  const price = body.valorContrato + extras(sold);
  return { body: { resposta: register(request, body, sold, price, address) } };
}

/** The registration of contracts, of "COMERCIAL - Contratos" of the document: five bodies on one path. */
export const contractRegistrationHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.contract-registration.internet': {
    when: sells('INTERNET'),
    handle: (request) =>
      registerOne(request, (sold) => {
        checkInternet(request, sold, requiredBody(request, internet));
        return 0;
      }),
  },

  'webservice-cliente.contract-registration.telephony': {
    when: sells('TELEFONIA'),
    handle: (request) => registerOne(request, () => takeNumber(request, requiredBody(request, telephony))),
  },

  'webservice-cliente.contract-registration.television': {
    when: sells('TV'),
    handle: (request) => registerOne(request, () => priceOfChannels(request, requiredBody(request, television))),
  },

  'webservice-cliente.contract-registration.package': {
    when: hasPackage,
    handle: (request) => {
      const body = requiredBody(request, contractPackage);
      const address = checkCommon(request, body);
      const { plans } = requireRow(
        request.state.salesCatalogue.package(body.idPacote),
        'idPacote',
        'nenhum pacote cadastrado',
      );
      const planIds = plans.map(({ planId }) => planId);
      if (planIds.length !== body.dadosPlanosPacote.length) throw missing('dadosPlanosPacote');
      // Everything is checked before anything is registered.
      const items = body.dadosPlanosPacote.map((item) => {
        const sold = planOf(request, item.idPlano);
        requireRow(
          planIds.find((id) => id === sold.id),
          'idPlano',
          'nenhum plano do pacote',
        );
        return { sold, price: item.valorContrato };
      });
      const services = new Map(items.map(({ sold }) => [sold.service, sold]));
      const fibre = services.get('INTERNET');
      if (fibre !== undefined) checkInternet(request, fibre, requiredBody(request, internet));
      const channels = services.has('TV') ? priceOfChannels(request, requiredBody(request, television)) : 0;
      const voice = services.has('TELEFONIA') ? takeNumber(request, requiredBody(request, telephony)) : 0;
      const extras: Readonly<Record<string, number>> = { TV: channels, TELEFONIA: voice };
      return {
        body: {
          resposta: items.map(({ sold, price }) =>
            register(request, body, sold, price + (extras[sold.service] ?? 0), address),
          ),
        },
      };
    },
  },

  'webservice-cliente.contract-registration.other': (request) => registerOne(request, () => 0),
};
