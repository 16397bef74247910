import type { Operation } from '../core/operation.js';
import * as protocols from './operations/protocols.js';

/** Every catalogued operation of Mosia. */
export const mosiaOperations: readonly Operation[] = Object.values(protocols);
