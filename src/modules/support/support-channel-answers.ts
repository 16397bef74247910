import type { SupportChannelEntity } from './support-channel.entity.js';
import type { SupportChannelDto } from './support-help.dto.js';
import { isOpenAt, nextOpening } from './support-hours.js';
import { shownNumber } from './support-number.js';

/** @param now whether somebody is there then */
export function toSupportChannelDto(channel: SupportChannelEntity, now: Date): SupportChannelDto {
  const { kind, target } = channel;
  return {
    kind,
    label: channel.label,
    value: kind === 'PHONE' || kind === 'WHATSAPP' ? shownNumber(target) : target,
    url: urlOf(channel),
    open_now: isOpenAt(channel, now),
    next_opening: nextOpening(channel, now),
    hours: channel.hours.map(({ days, opens, closes }) => ({ days: [...days], opens, closes })),
    closed_on_holidays: channel.closedOnHolidays,
  };
}

function urlOf({ kind, target }: SupportChannelEntity): string {
  switch (kind) {
    case 'PHONE':
      return `tel:${target}`;
    case 'WHATSAPP':
      return `https://wa.me/${target.replace(/\D/g, '')}`;
    case 'EMAIL':
      return `mailto:${target}`;
    case 'CHAT':
      return target;
  }
}
