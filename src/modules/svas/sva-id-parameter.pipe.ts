import { Injectable, type PipeTransform } from '@nestjs/common';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';

export const SVA_ID = /^[a-z0-9-]{1,40}$/;

/** The id of a value-added service in a path; what cannot be one names nothing: 404. */
@Injectable()
export class SvaIdParameterPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!SVA_ID.test(value)) throw new Problem(problems.notFound);
    return value;
  }
}
