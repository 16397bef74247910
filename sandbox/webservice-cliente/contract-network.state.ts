/** The equipment at the customer's end of a contract, and the Wi-Fi that it makes. */
export interface ContractNetwork {
  wifiName: string | null;
  wifiPassword: string | null;
  readonly encryption: string | null;
  readonly vendor: string | null;
  readonly serial: string | null;
}

/** By contract. */
export const seedContractNetworks = (): Map<number, ContractNetwork> =>
  new Map([
    [899059, equipment('CASA_MARINA', 'demo-wifi-1', 'HUAWEI', 'HWTC1A2B3C4D')],
    [1283299, equipment('SITIO', 'demo-wifi-2', 'FIBERHOME', 'FHTT09872590')],
    [311622, equipment('ROBERTO_5G', 'demo-wifi-3', 'FIBERHOME', 'FHTT09872591')],
  ]);

const equipment = (wifiName: string, wifiPassword: string, vendor: string, serial: string): ContractNetwork => ({
  wifiName,
  wifiPassword,
  encryption: 'WPA2-PSK',
  vendor,
  serial,
});
