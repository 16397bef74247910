import type { Answered } from '../../common/http/answered.js';
import type { ProtocolHolder, ServiceProtocol } from './protocols.port.js';

/** The protocols of the attendances that the provider's own system opened, whoever keeps those of the channels. */
export abstract class AttendanceProtocolsPort {
  /** The latest protocols, newest first; `limit` from 1 to 10. */
  abstract latest(holder: ProtocolHolder, limit: number): Promise<Answered<ServiceProtocol[]>>;
}
