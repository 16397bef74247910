import type { FastifyRequest } from 'fastify';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';

/** What a customer sent: the files' bytes, and the fields beside them. */
export interface ReceivedFiles {
  readonly contents: readonly Buffer[];
  readonly fields: Readonly<Record<string, string>>;
}

/** How long a slow line may take for 25 MB. */
const LONGEST_UPLOAD_MS = 120_000;

/**
 * Reads the files of a multipart request into memory; nothing is written to a disk.
 * @throws Problem UNSUPPORTED_MEDIA_TYPE when it is none; PAYLOAD_TOO_LARGE over five files or 5 MB each (by the reader);
 * VALIDATION_ERROR for a body that cannot be read.
 */
export async function receiveFiles(request: FastifyRequest): Promise<ReceivedFiles> {
  if (!request.isMultipart()) throw new Problem(problems.unsupportedMediaType);
  const contents: Buffer[] = [];
  const fields: Record<string, string> = {};
  const patience = setTimeout(() => request.raw.destroy(), LONGEST_UPLOAD_MS);
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') contents.push(await part.toBuffer());
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    }
  } catch (error) {
    // The reader's own refusals carry a status; what it merely stumbles over is a body that is none.
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new Problem(problems.validation, { cause: error });
  } finally {
    clearTimeout(patience);
  }
  return { contents, fields };
}
