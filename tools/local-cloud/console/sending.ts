import type { Route } from './describe-deployment.ts';

/** A request to the API as an actor. */
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

/** Path and query of a request. */
export const targetOf = ({ route, path, query = {} }: Pick<Sending, 'route' | 'path' | 'query'>): string => {
  const filled = route.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return search.size === 0 ? filled : `${filled}?${search}`;
};

/** Values of the parameters in the path of a recorded target. */
export const pathValues = ({ path }: Route, target: string): Record<string, string> => {
  const parts = (target.split('?')[0] ?? '').split('/');
  const entries = path.split('/').map((part, index) => [part, parts[index] ?? ''] as const);
  return Object.fromEntries(
    entries
      .filter(([part]) => part.startsWith('{'))
      .map(([part, value]) => [part.slice(1, -1), decodeURIComponent(value)]),
  );
};

/** Values of the query of a recorded target that the route knows. */
export const queryValues = ({ parameters }: Route, target: string): Record<string, string> => {
  const known = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  return Object.fromEntries(
    [...new URLSearchParams(target.split('?')[1] ?? '')].filter(([name]) => known.includes(name)),
  );
};

/** The actor without a token. */
export const anonymous = 'anonymous';

/** The first actor whose token has the scope of a route. */
export const fittingActor = <A extends { readonly scope: string }>(
  { scope: needed }: Route,
  actors: readonly A[],
): A | undefined => actors.find(({ scope }) => needed !== null && scope.split(' ').includes(needed));

/** Fields that the header `Idempotency-Key` of a route needs. */
export const keyHeader = ({ parameters }: Route): Readonly<Record<string, string>> =>
  parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key')
    ? { 'idempotency-key': crypto.randomUUID() }
    : {};

/** Makes a token for a subject. */
export type TokenMaker = (sub: string, scope: string) => Promise<string>;

/** Headers of a request, with its token. */
export const headersOf = async (
  { sub, scope = '', headers = {}, body }: Sending,
  tokenFor: TokenMaker,
): Promise<Headers> => {
  const all = new Headers(Object.entries(headers).filter(([, value]) => value !== ''));
  if (sub !== undefined) all.set('authorization', `Bearer ${await tokenFor(sub, scope)}`);
  if (body !== undefined && !all.has('content-type')) all.set('content-type', 'application/json');
  return all;
};

/** An answer, with the gateway's id of the request. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly id: string | null;
}

/**
 * Sends a request.
 * @param origin of the API; the empty text for that of the page.
 */
export const send = async (sending: Sending, tokenFor: TokenMaker, origin = ''): Promise<Answer> => {
  const { route, body } = sending;
  const answer = await fetch(`${origin}${targetOf(sending)}`, {
    method: route.method,
    headers: await headersOf(sending, tokenFor),
    ...(body !== undefined && { body }),
  });
  const { status, headers } = answer;
  return { status, text: await answer.text(), headers, id: headers.get('apigw-requestid') };
};
