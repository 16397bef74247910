import { Injectable } from '@nestjs/common';
import { type OutageNotice, OutageNotices } from './outage-notices.port.js';

/** For a product in which nobody announces outages. */
@Injectable()
export class NoOutageNotices extends OutageNotices {
  inForce(): Promise<readonly OutageNotice[]> {
    return Promise.resolve([]);
  }
}
