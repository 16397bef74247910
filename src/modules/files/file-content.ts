import { fileTypeFromBuffer } from 'file-type';

export interface AcceptedType {
  readonly extension: 'jpg' | 'png' | 'pdf' | 'heic';
  readonly mediaType: string;
}

const ACCEPTED: readonly AcceptedType[] = [
  { extension: 'jpg', mediaType: 'image/jpeg' },
  { extension: 'png', mediaType: 'image/png' },
  { extension: 'pdf', mediaType: 'application/pdf' },
  { extension: 'heic', mediaType: 'image/heic' },
];

/** What a file is by its own first bytes; undefined when it is nothing that is accepted. Its name and header say nothing. */
export async function acceptedTypeOf(content: Uint8Array): Promise<AcceptedType | undefined> {
  const found = await fileTypeFromBuffer(content);
  return ACCEPTED.find(({ extension }) => extension === found?.ext);
}
