import type { CopiedRequest } from './copy-as.ts';
import { operationOf } from './copy-buttons.tsx';
import { AnswerError, getJson } from './get-json.ts';
import { type Actor, description, type Route } from './state.tsx';

/** A request to the API in the name of somebody. */
export interface Sending {
  readonly route: Route;
  /** Subject of the token; without it, the request carries none. */
  readonly sub?: string;
  readonly scope?: string;
  /** Values of the path's parameters. */
  readonly path: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
}

export const targetOf = ({ route, path, query = {} }: Pick<Sending, 'route' | 'path' | 'query'>): string => {
  const filled = route.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return search.size === 0 ? filled : `${filled}?${search}`;
};

export const routeNamed = (name: string): Route | undefined =>
  description.value?.routes.find((route) => route.name === name);

export const actorNamed = (name: string): Actor | undefined =>
  description.value?.actors.find((actor) => actor.name === name);

/** A token for a subject. */
export const tokenFor = async (sub: string, scope: string): Promise<string> => {
  const init = { method: 'POST', body: JSON.stringify({ sub, scope }) };
  return (await getJson<{ access_token: string }>('/local/token', init)).access_token;
};

export const headersOf = async ({ sub, scope, headers = {}, body }: Sending): Promise<Headers> => {
  const all = new Headers(Object.entries(headers).filter(([, value]) => value !== ''));
  if (sub !== undefined) all.set('authorization', `Bearer ${await tokenFor(sub, scope ?? '')}`);
  if (body !== undefined) all.set('content-type', 'application/json');
  return all;
};

/** The request, to be copied. */
export const copiedRequest = async (sending: Sending): Promise<CopiedRequest> => {
  const { route, path, query = {}, body } = sending;
  const operation = operationOf(route, path, query);
  return {
    method: route.method,
    url: `${location.origin}${targetOf(sending)}`,
    headers: Object.fromEntries(await headersOf(sending)),
    body,
    ...(operation && { operation }),
  };
};

/** Sends a request, and returns the answer and the gateway's id of the request. */
export const send = async (sending: Sending) => {
  const answer = await fetch(targetOf(sending), {
    method: sending.route.method,
    headers: await headersOf(sending),
    ...(sending.body !== undefined && { body: sending.body }),
  });
  return { status: answer.status, text: await answer.text(), id: answer.headers.get('apigw-requestid') };
};

/** @throws {AnswerError} with code and message of an answer that is no success. */
export const perform = async (sending: Sending): Promise<unknown> => {
  const { status, text } = await send(sending);
  const content = JSON.parse(text || '{}');
  if (status < 400) return content;
  const { code = status, message = content.message } = content.error ?? {};
  throw new AnswerError(`${code}: ${message}`);
};

/** Values of the path in a recorded target. */
export const pathValues = (route: Route, target: string): Record<string, string> => {
  const parts = (target.split('?')[0] ?? '').split('/');
  const entries = route.path.split('/').map((part, index) => [part, parts[index] ?? ''] as const);
  return Object.fromEntries(
    entries
      .filter(([part]) => part.startsWith('{'))
      .map(([part, value]) => [part.slice(1, -1), decodeURIComponent(value)]),
  );
};

/** Fields that the header `Idempotency-Key` of a route needs. */
export const keyHeader = (route: Route): Readonly<Record<string, string>> =>
  route.parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key')
    ? { 'idempotency-key': crypto.randomUUID() }
    : {};
