import { Injectable } from '@nestjs/common';
import { type OutageNotice, OutageNotices } from './outage-notices.port.js';

/** For a provider that keeps no notices. */
@Injectable()
export class NoOutageNotices extends OutageNotices {
  current(): Promise<OutageNotice | undefined> {
    return Promise.resolve(undefined);
  }
}
