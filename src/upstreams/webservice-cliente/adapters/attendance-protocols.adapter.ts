import { Injectable } from '@nestjs/common';
import type { Answered } from '../../../common/http/answered.js';
import { AttendanceProtocolsPort } from '../../../modules/support/attendance-protocols.port.js';
import type { ProtocolHolder, ServiceProtocol } from '../../../modules/support/protocols.port.js';
import { WebserviceClienteProtocolsAdapter } from './protocols.adapter.js';

@Injectable()
export class AttendanceProtocolsAdapter extends AttendanceProtocolsPort {
  constructor(private readonly protocols: WebserviceClienteProtocolsAdapter) {
    super();
  }

  latest(holder: ProtocolHolder, limit: number): Promise<Answered<ServiceProtocol[]>> {
    return this.protocols.latest(holder, limit);
  }
}
