import { Inject, Injectable } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ConnectionService } from '../connection/connection.service.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { EquipmentService } from '../equipment/equipment.service.js';
import { VerificationTokens } from '../one-time-codes/verification-tokens.service.js';
import { AcsPort, wifiBands, type WifiHost } from './acs.port.js';
import { type WifiObstacle, wifiObstaclesOf } from './wifi-capability.js';
import { WIFI_CONFIGURATION_FIXTURE } from './wifi-configuration-fixture.js';
import { type WifiConfig, wifiConfig } from './wifi.config.js';
import type {
  UpdateWifiDto,
  WifiConfigurationDto,
  WifiDeviceDto,
  WifiDevicesDto,
  WifiStatusDto,
  WifiUpdateStartedDto,
} from './wifi.dto.js';
import { WifiNetworksPort } from './wifi-networks.port.js';

const APPLIES_WITHIN_SECONDS = 60;
const DEVICES_DROP =
  'Todos os aparelhos serão desconectados e precisarão entrar na rede com o novo nome e a nova senha.';

/** How the customer asks to see the password. */
export interface RevealRequest {
  /** Proof that the customer is who they say; undefined when none was sent. */
  readonly verificationToken: string | undefined;
}

@Injectable()
export class WifiService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly connections: ConnectionService,
    private readonly equipment: EquipmentService,
    private readonly networks: WifiNetworksPort,
    private readonly acs: AcsPort,
    private readonly verifications: VerificationTokens,
    @Inject(wifiConfig.token) private readonly config: WifiConfig,
  ) {}

  async status(customerId: string, contractId: string): Promise<WifiStatusDto> {
    const reasons = await this.obstacles(customerId, contractId);
    return { can_manage: reasons.length === 0, reasons };
  }

  /** Devices that are connected now; a provider that cannot tell is no failure. */
  async devices(customerId: string, contractId: string): Promise<WifiDevicesDto> {
    if (!this.acs.supported) return { supported: false, items: [] };
    const serial = (await this.equipment.ofContract(customerId, contractId))?.serial ?? null;
    const hosts = serial === null ? [] : await this.acs.hosts(serial);
    return { supported: true, items: hosts.map(deviceDto) };
  }

  /**
   * @throws Problem WIFI_NOT_MANAGEABLE with the first reason, WIFI_BAND_UNSUPPORTED for one band where the provider
   * knows one network for both.
   */
  async update(customerId: string, contractId: string, update: UpdateWifiDto): Promise<WifiUpdateStartedDto> {
    if (update.band !== undefined && !this.networks.separateBands) throw new Problem(problems.wifiBandUnsupported);
    const [reason] = await this.obstacles(customerId, contractId);
    if (reason !== undefined) throw new Problem(problems.wifiNotManageable, { extensions: { reason } });
    const { ssid, password } = update;
    const holder = await this.accounts.get(customerId);
    const outcome = await this.networks.change(holder, contractId, { ssid, password });
    if (outcome === 'no-equipment') {
      throw new Problem(problems.wifiNotManageable, { extensions: { reason: 'NO_EQUIPMENT' } });
    }
    return { status: 'APPLYING', warning: DEVICES_DROP, estimated_seconds: APPLIES_WITHIN_SECONDS };
  }

  /**
   * @param reveal when the password is wanted: the verification is spent on it
   * @throws Problem NO_WIFI_DATA when the provider knows nothing of the network; STEP_UP_REQUIRED without a
   * verification, VERIFICATION_TOKEN_REFUSED with one that does not hold.
   */
  async configuration(
    customerId: string,
    contractId: string,
    reveal: RevealRequest | undefined,
  ): Promise<WifiConfigurationDto> {
    const holder = await this.accounts.get(customerId);
    const token = reveal?.verificationToken;
    if (reveal !== undefined && token === undefined) throw new Problem(problems.stepUpRequired);
    if (token !== undefined) await this.verifications.check(token, 'REVEAL_WIFI_PASSWORD', holder.document);
    const network = this.config.configurationMock
      ? WIFI_CONFIGURATION_FIXTURE
      : await this.networks.read(holder, contractId);
    if (network === undefined || (network.ssid === null && network.password === null && network.encryption === null)) {
      throw new Problem(problems.noWifiData);
    }
    const { ssid, password, encryption } = network;
    // Last, so that what could not be read costs no verification.
    if (token !== undefined) await this.verifications.spend(token, 'REVEAL_WIFI_PASSWORD', holder.document);
    return {
      ssid,
      password_set: password !== null,
      ...(token === undefined || password === null ? {} : { password }),
      security: encryption,
      bands: [...wifiBands],
    };
  }

  private async obstacles(customerId: string, contractId: string): Promise<WifiObstacle[]> {
    const [{ technology }, connection, equipment] = await Promise.all([
      this.contracts.details(customerId, contractId),
      this.connections.statusOf(customerId, contractId),
      this.equipment.ofContract(customerId, contractId),
    ]);
    return wifiObstaclesOf(
      {
        connection: connection.status,
        technology,
        vendor: equipment?.vendor ?? null,
        equipped: equipment !== undefined,
      },
      this.config.manageableVendors,
    );
  }
}

function deviceDto(host: WifiHost): WifiDeviceDto {
  return {
    mac_masked: maskMac(host.mac),
    name: host.name,
    ip: host.ipAddress,
    band: host.band,
    signal: host.signal,
    connected_since: host.connectedSince === null ? null : toSaoPauloInstant(host.connectedSince),
  };
}

/** The maker's half and the last byte, `74:CC:39:**:**:93`; nothing of what is no address. */
function maskMac(mac: string): string {
  const bytes = mac.match(/[0-9a-f]{2}/gi) ?? [];
  if (bytes.length !== 6) return '**:**:**:**:**:**';
  return bytes.map((byte, index) => (index === 3 || index === 4 ? '**' : byte.toUpperCase())).join(':');
}
