import { Injectable } from '@nestjs/common';
import { AcsPort, type WifiHost } from './acs.port.js';

/** For a provider without a server that manages customers' equipment. */
@Injectable()
export class NoAcs extends AcsPort {
  readonly supported = false;

  hosts(): Promise<readonly WifiHost[]> {
    return Promise.resolve([]);
  }
}
