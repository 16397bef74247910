import type { Response } from 'supertest';
import type { Caller, TestApplication } from './application.js';

export interface ScreenAction {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly value: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: object;
}

export interface ScreenSection<Data = Record<string, unknown>> {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly state: string;
  readonly as_of?: string;
  /** Each type shows something else; a test that reads a wrong member fails on its expectation. */
  readonly data: Data | null;
  readonly actions: readonly ScreenAction[];
}

/** The sections of a screen, by id. */
export const sectionsOf = <Data = Record<string, unknown>>({
  body,
}: {
  readonly body: unknown;
}): Map<string, ScreenSection<Data>> =>
  new Map((body as { sections: ScreenSection<Data>[] }).sections.map((section) => [section.id, section]));

export function sectionOf<Data = Record<string, unknown>>(
  answer: { readonly body: unknown },
  id: string,
): ScreenSection<Data> {
  const section = sectionsOf<Data>(answer).get(id);
  if (section === undefined) throw new Error(`the screen has no section ${id}`);
  return section;
}

export const statesOf = (answer: { readonly body: unknown }): Record<string, string> =>
  Object.fromEntries([...sectionsOf(answer)].map(([id, { state }]) => [id, state]));

export function actionOf(actions: readonly ScreenAction[], id: string): ScreenAction {
  const action = actions.find((candidate) => candidate.id === id);
  if (action === undefined) throw new Error(`there is no action ${id} among ${actions.map((each) => each.id).join()}`);
  return action;
}

/** Carries an action out as an app would; `extra` goes into what it sends. */
export async function follow(
  product: TestApplication,
  caller: Caller,
  { type, value, method, body }: ScreenAction,
  extra: object = {},
): Promise<Response> {
  if (type !== 'HTTP' && type !== 'NAVIGATE') throw new Error(`${type} leads to no route of this API`);
  if (method === 'POST')
    return product
      .http()
      .post(value)
      .set(caller)
      .send({ ...body, ...extra });
  if (method === 'PUT')
    return product
      .http()
      .put(value)
      .set(caller)
      .send({ ...body, ...extra });
  return product.http().get(value).set(caller);
}
