import type { Actor } from '../console-definition.ts';
import type { Route } from '../describe-deployment.ts';
import { type Answer, headersOf, type Sending, send as sendAs, targetOf } from '../sending.ts';
import type { CopiedRequest } from './copy-as.ts';
import { operationOf } from './copy-buttons.tsx';
import { AnswerError, getJson } from './get-json.ts';
import { description } from './state.tsx';

export const routeNamed = (name: string): Route | undefined =>
  description.value?.routes.find((route) => route.name === name);

export const actorNamed = (name: string): Actor | undefined =>
  description.value?.actors.find((actor) => actor.name === name);

/** A token for a subject. */
export const tokenFor = async (sub: string, scope: string): Promise<string> => {
  const init = { method: 'POST', body: JSON.stringify({ sub, scope }) };
  return (await getJson<{ access_token: string }>('/local/token', init)).access_token;
};

/** The request, to be copied. */
export const copiedRequest = async (sending: Sending): Promise<CopiedRequest> => {
  const { route, path, query = {}, body } = sending;
  const operation = operationOf(route, path, query);
  return {
    method: route.method,
    url: `${location.origin}${targetOf(sending)}`,
    headers: Object.fromEntries(await headersOf(sending, tokenFor)),
    body,
    ...(operation && { operation }),
  };
};

/** Sends a request as an actor. */
export const send = (sending: Sending): Promise<Answer> => sendAs(sending, tokenFor);

/** @throws {AnswerError} with code and message of an answer that is no success. */
export const perform = async (sending: Sending): Promise<unknown> => {
  const { status, text } = await send(sending);
  const content = JSON.parse(text || '{}');
  if (status < 400) return content;
  const { code = status, message = content.message } = content.error ?? {};
  throw new AnswerError(`${code}: ${message}`);
};
