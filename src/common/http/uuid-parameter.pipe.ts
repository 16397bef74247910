import { Injectable, type PipeTransform } from '@nestjs/common';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id in a path of something that is named by a UUID, in lower case; what cannot be one names nothing: 404. */
@Injectable()
export class UuidParameterPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!UUID.test(value)) throw new Problem(problems.notFound);
    return value.toLowerCase();
  }
}
