export class HeapSnapshotDto {
  /**
   * Names the snapshot in the download, once
   * @example 7d9b8a52-6d0a-4a53-8d52-0a2b3c6f3b70.heapsnapshot
   */
  file!: string;

  /** @example 104857600 */
  size_bytes!: number;

  /**
   * Milliseconds the instance stood still
   * @example 1450
   */
  took_ms!: number;

  /** When it is deleted unless it was fetched */
  expires_at!: string;
}
