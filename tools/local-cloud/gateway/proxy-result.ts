import type { HttpResponse } from '../http/http-response.ts';

/** Headers that the gateway decides on. */
const gatewayHeaders = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

type Scalar = string | number | boolean;

interface ProxyResult {
  readonly statusCode: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isProxyResult = (value: unknown): value is ProxyResult => isRecord(value) && 'statusCode' in value;

/** Response of API Gateway to a result that is not a response: a 200 with the result as JSON. */
const inferredResponse = (result: unknown): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: typeof result === 'string' ? result : JSON.stringify(result),
});

const parseStatus = (statusCode: unknown): number | undefined => {
  const status = typeof statusCode === 'string' ? Number(statusCode) : statusCode;
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : undefined;
};

const parseHeaders = (headers: unknown): Record<string, string> | undefined => {
  if (headers === undefined || headers === null) return {};
  if (!isRecord(headers)) return undefined;
  const parsed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!isScalar(value)) return undefined;
    if (!gatewayHeaders.has(name.toLowerCase())) parsed[name.toLowerCase()] = String(value);
  }
  return parsed;
};

const parseCookies = (cookies: unknown): readonly string[] | undefined => {
  if (cookies === undefined || cookies === null) return [];
  return Array.isArray(cookies) && cookies.every((cookie) => typeof cookie === 'string')
    ? cookies
    : undefined;
};

const parseBody = ({ body, isBase64Encoded }: ProxyResult): string | Buffer | undefined => {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return undefined;
  return isBase64Encoded === true ? Buffer.from(body, 'base64') : body;
};

/**
 * The response that a function's result stands for in payload format 2.0, or `undefined` when it is malformed.
 * @param payload the result, as JSON.
 */
export const parseProxyResult = (payload: string): HttpResponse | undefined => {
  const result: unknown = JSON.parse(payload);
  if (!isProxyResult(result)) return inferredResponse(result);
  const status = parseStatus(result.statusCode);
  const headers = parseHeaders(result.headers);
  const cookies = parseCookies(result.cookies);
  const body = parseBody(result);
  if (status === undefined || !headers || !cookies || body === undefined) return undefined;
  return {
    status,
    headers: {
      ...(body.length > 0 && { 'content-type': 'text/plain;charset=UTF-8' }),
      ...headers,
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body,
  };
};
