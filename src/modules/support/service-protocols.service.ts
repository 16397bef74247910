import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { Answered } from '../../common/http/answered.js';
import { staleness } from '../../common/http/staleness.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { AttendanceProtocolsPort } from './attendance-protocols.port.js';
import { ProtocolsPort, type ServiceProtocol } from './protocols.port.js';
import type { ServiceProtocolDto, ServiceProtocolListDto } from './service-protocols.dto.js';

/** The protocols of a customer, whichever of the provider's systems gave them. */
@Injectable()
export class ServiceProtocolsService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly channels: ProtocolsPort,
    private readonly attendances: AttendanceProtocolsPort,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ServiceProtocolsService.name);
  }

  /**
   * Newest first, each number once. One system suffices for an answer.
   * @throws whatever the systems failed with, when both did.
   */
  async latest(customerId: string, limit: number): Promise<ServiceProtocolListDto> {
    const account = await this.accounts.get(customerId);
    const sides = await Promise.allSettled([
      this.channels.latest(account, limit),
      this.attendances.latest(account, limit),
    ]);
    const answered = sides.filter((side) => side.status === 'fulfilled').map(({ value }) => value);
    const failed = sides.filter((side) => side.status === 'rejected');
    if (answered.length === 0) throw failed[0]?.reason;
    for (const { reason } of failed) {
      this.logger.warn({ error: reason instanceof Error ? reason.name : 'unknown' }, 'protocols of a system not read');
    }
    return {
      items: merged(answered).slice(0, limit).map(toDto),
      partial: failed.length > 0,
      ...staleness(oldest(answered)),
    };
  }
}

/** A protocol that both know stands as the channel's system has it, which says more of it. */
function merged(sides: readonly Answered<ServiceProtocol[]>[]): ServiceProtocol[] {
  const byNumber = new Map<string, ServiceProtocol>();
  for (const { value } of sides) {
    for (const protocol of value) if (!byNumber.has(protocol.number)) byNumber.set(protocol.number, protocol);
  }
  return [...byNumber.values()].sort(
    (left, right) => (right.registeredAt?.getTime() ?? 0) - (left.registeredAt?.getTime() ?? 0),
  );
}

function oldest(sides: readonly Answered<unknown>[]): Date | undefined {
  return sides
    .flatMap(({ staleSince }) => (staleSince === undefined ? [] : [staleSince]))
    .sort((left, right) => left.getTime() - right.getTime())[0];
}

const toDto = (protocol: ServiceProtocol): ServiceProtocolDto => ({
  protocol: protocol.number,
  kind: protocol.kind,
  status: protocol.status,
  subject: protocol.subject,
  registered_at: instant(protocol.registeredAt),
  updated_at: instant(protocol.updatedAt),
});

const instant = (date: Date | null): string | null => (date === null ? null : toSaoPauloInstant(date));
