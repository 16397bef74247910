import { Matches, MaxLength } from 'class-validator';
import { MaxBytes } from './max-bytes.validator.js';

const MAX_DATA_BYTES = 4_096;

export class EncryptDto {
  /**
   * What is encrypted: any text, at most 4096 bytes in UTF-8
   * @example {"invoice_id":"8768701"}
   */
  @MaxBytes(MAX_DATA_BYTES)
  data!: string;

  /**
   * What it is for. Readers must name the same: what was encrypted for one use does not open in another. Not secret
   * @example webview:invoice
   */
  @Matches(/^[A-Za-z0-9][\w.:/-]*$/, { message: 'context must be a name such as webview:invoice' })
  @MaxLength(128)
  context!: string;
}

export class EncryptedDto {
  /** Base64url without padding */
  ciphertext!: string;

  /**
   * AES-256 in Galois/Counter Mode; additional data are the bytes of `context` in UTF-8
   * @example A256GCM
   */
  alg!: 'A256GCM';

  /**
   * Id of the key
   * @example demo
   */
  kid!: string;

  /** 96 bits, base64url without padding */
  iv!: string;

  /** 128 bits, base64url without padding */
  tag!: string;
}
