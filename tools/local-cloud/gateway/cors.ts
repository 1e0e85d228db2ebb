import type { IncomingMessage } from 'node:http';
import type { CorsRules } from '../deployment.ts';
import type { HttpResponse } from '../http/http-response.ts';

/** Cross-origin requests as an HTTP API treats them: it answers preflights itself and alone decides on the headers. */
export interface Cors {
  /** The answer to a preflight; `undefined` for any other request. */
  preflight(request: Pick<IncomingMessage, 'method' | 'headers'>): HttpResponse | undefined;
  /** A response with the headers for the origin of its request, and none that a function has set. */
  decorate(request: Pick<IncomingMessage, 'headers'>, response: HttpResponse): HttpResponse;
}

const list = (names: readonly string[]): string => names.join(',').toLowerCase();

const withoutCors = (headers: HttpResponse['headers']): HttpResponse['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^access-control-/i.test(name)));

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export const createCors = ({
  origins,
  methods,
  requestHeaders,
  exposedHeaders,
  maxAgeSeconds,
}: CorsRules): Cors => {
  const permitted = ({ headers: { origin } }: Pick<IncomingMessage, 'headers'>) =>
    origin !== undefined && origins.includes(origin) ? origin : undefined;
  return {
    preflight(request) {
      const { origin, 'access-control-request-method': wanted } = request.headers;
      if (request.method !== 'OPTIONS' || origin === undefined || wanted === undefined) return undefined;
      const allowed = permitted(request);
      const headers = {
        'access-control-allow-origin': allowed ?? '',
        'access-control-allow-methods': methods.join(','),
        'access-control-allow-headers': list(requestHeaders),
        'access-control-max-age': String(maxAgeSeconds),
      };
      return { status: 204, headers: allowed === undefined ? {} : headers, body: '' };
    },
    decorate(request, response) {
      const allowed = permitted(request);
      const headers = {
        ...withoutCors(response.headers),
        ...(allowed !== undefined && {
          'access-control-allow-origin': allowed,
          'access-control-expose-headers': list(exposedHeaders),
        }),
      };
      return { ...response, headers };
    },
  };
};
