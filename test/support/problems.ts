import { expect } from '@jest/globals';
import type { Response } from 'supertest';

/** An answer is a whole problem document of this status and code, with nothing an upstream wrote in it. */
export function expectProblem(answer: Response, status: number, code: string): void {
  expect({ status: answer.status, type: answer.headers['content-type'], body: answer.body as unknown }).toEqual({
    status,
    type: expect.stringMatching(/^application\/problem\+json/),
    body: expect.objectContaining({
      type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
      title: expect.any(String),
      status,
      code,
      instance: expect.stringMatching(/^\//),
      request_id: answer.headers['x-request-id'],
    }),
  });
}
