import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { headers as headerNames } from '../../../lib/contract/headers.ts';
import { type RouteContract, routeContracts } from '../../../lib/contract/route-contracts.ts';
import type { RouteDefinition } from '../../../lib/contract/route-definition.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { aCodePoint } from '../../builders/a-code-point.ts';
import { hostileTexts, hostileValueOf } from './hostile-json.ts';

/** A request as it goes over the wire. */
export interface HostileRequest {
  readonly routeId: RouteId;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Things of the service that a request may be about. */
export interface KnownThings {
  readonly orderId: string;
  readonly sku: string;
  readonly authorization: string;
}

/** Text that may stand in a header: visible characters of Latin-1. */
const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((c) => c < 0x7f || c > 0x9f)
    .map((c) => String.fromCharCode(c)),
  maxLength: 80,
});

const encode = (value: string): string => encodeURIComponent(value.toWellFormed());

const pathOf = (path: string, known: readonly string[]): fc.Arbitrary<string> => {
  const pieces = path.split(/[{}]/);
  const parameter = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known).map(encode) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...hostileTexts.filter((value) => value.length < 1_000)).map(encode),
    },
    { weight: 1, arbitrary: fc.string({ unit: aCodePoint, minLength: 1, maxLength: 60 }).map(encode) },
    // No percent-encoding of a text.
    { weight: 1, arbitrary: fc.constantFrom('%', '%ff', '%c0%af', '%zz', '%2', 'ord_%00') },
  );
  return fc
    .tuple(...pieces.map((piece, n) => (n % 2 === 1 ? parameter : fc.constant(piece))))
    .map((all) => all.join(''));
};

const queryOf = (
  schema: RouteContract['request']['query'],
  texts: readonly string[],
): fc.Arbitrary<string> => {
  const names = ['', 'limit', 'limit[]', '__proto__', ...Object.keys(schema?.shape ?? {})];
  const value = fc.oneof(
    fc.constantFrom('1', '100', 'true', 'pending', ...texts, ...hostileTexts),
    fc.string({ unit: aCodePoint, maxLength: 20 }),
  );
  const near = schema
    ? hostileValueOf(schema, texts).map((facts) =>
        Object.entries(facts ?? {}).map(([name, v]) => [name, String(v)] as const),
      )
    : fc.constant([]);
  const any = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 3 });
  return fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: any }).map((pairs) => {
    const query = pairs.map(([name, v]) => `${encode(name)}=${encode(v.slice(0, 2_000))}`).join('&');
    return query === '' ? '' : `?${query}`;
  });
};

const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: other });

/** Requests to a route that differ from valid ones in any place. */
const requestTo = (
  routeId: RouteId,
  { orderId, sku, authorization }: KnownThings,
): fc.Arbitrary<HostileRequest> => {
  const route: RouteDefinition = routes[routeId];
  const { request }: RouteContract = routeContracts[routeId];
  const texts = [sku, orderId, 'pm_card_visa', 'FUZZ-002'];
  const json = request.body
    ? hostileValueOf(request.body, texts).map((value) => JSON.stringify(value))
    : fc.constant('{}');
  const body =
    route.method === 'GET'
      ? fc.constant(undefined)
      : mostly<string | undefined>(
          json,
          fc.oneof(
            fc.constantFrom('', '{', 'null', '[1', '{"a":1}{', '"', '\u0000'),
            fc.string({ unit: aCodePoint, maxLength: 50 }),
          ),
        );
  const ownHeaders = Object.fromEntries(
    Object.keys(request.headers?.shape ?? {}).map((name) => [
      name,
      fc.oneof(headerText, fc.constantFrom('*', '"1"', 'W/"1"')),
    ]),
  );
  const sent = fc.record(
    {
      authorization: mostly(fc.constant(authorization), headerText),
      'content-type': mostly(
        fc.constant('application/json'),
        fc.oneof(
          headerText,
          fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data'),
        ),
      ),
      [headerNames.idempotencyKey]: mostly(fc.uuid(), headerText),
      'x-correlation-id': headerText,
      'content-encoding': fc.constantFrom('gzip', 'identity', 'br'),
      accept: headerText,
      cookie: headerText,
      ...ownHeaders,
    },
    { requiredKeys: ['authorization', 'content-type', headerNames.idempotencyKey] },
  );
  return fc
    .record({
      routeId: fc.constant(routeId),
      method: fc.constant(route.method),
      target: fc
        .tuple(pathOf(route.path, [orderId, sku]), queryOf(request.query, texts))
        .map((parts) => parts.join('')),
      headers: sent.map(
        (values) =>
          Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<
            string,
            string
          >,
      ),
      body,
    })
    .map(({ body: content, ...rest }) => ({ ...rest, ...(content !== undefined && { body: content }) }));
};

/** The documents take no input but conditions of a cache, and answer in gzip; test/service/api-reference.test.ts covers them. */
const fuzzedRoutes = (Object.keys(routes) as RouteId[]).filter((id) => !('uncounted' in routes[id]));

/** Requests to any route. */
export const hostileRequests = (known: KnownThings): fc.Arbitrary<HostileRequest> =>
  fc.oneof(...fuzzedRoutes.map((routeId) => requestTo(routeId, known)));

/** Every text that a client sends, encoded and decoded. */
export const sentTexts = ({ target, headers, body = '' }: HostileRequest): string => {
  const decoded = target.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
  return [target, decoded, ...Object.values(headers), body].join('\n');
};

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Sends a request with its headers as they are. @throws {Error} after `timeoutMs` without an answer. */
export const sendHostile = (
  url: string,
  { method, target, headers, body }: HostileRequest,
  timeoutMs: number,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const outgoing = httpRequest(new URL(url), { method, path: target, headers, signal }, (answer) => {
      text(answer).then(
        (content) =>
          resolve({
            status: answer.statusCode ?? 0,
            contentType: String(answer.headers['content-type']),
            body: content,
          }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

/** A shell line that sends the request. */
export const curlLine = (url: string, { method, target, headers, body }: HostileRequest): string =>
  [
    `curl -i --path-as-is -X ${method} ${quoted(`${url}${target}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(body)}`]),
  ].join(' ');
