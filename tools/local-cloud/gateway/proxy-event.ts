import { randomBytes } from 'node:crypto';
import { awsAccount } from '../aws-account.ts';
import { encodeBody } from './request-body.ts';
import { parseRequestHeaders } from './request-headers.ts';
import type { RequestTarget } from './request-target.ts';

export interface ProxyRequest {
  readonly method: string;
  readonly target: RequestTarget;
  readonly httpVersion: string;
  /** As `http.IncomingMessage` has them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
  /** `GET /orders/{orderId}`, or `$default`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Claims from the authorizer; absent on public routes. */
  readonly jwt?: {
    readonly claims: Readonly<Record<string, string>>;
    readonly scopes: readonly string[] | null;
  };
  readonly requestId: string;
  readonly now: Date;
}

/** An API Gateway event in payload format 2.0. */
export type ProxyEvent = ReturnType<typeof createProxyEvent>;

/** Common Log Format, as in `12/Mar/2020:19:03:58 +0000`. */
export const logTime = (now: Date): string => {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

/** X-Ray's header for a request that is not sampled. */
const traceHeader = (now: Date): string => {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
};

const queryParameters = (rawQueryString: string): Record<string, string> | undefined => {
  if (rawQueryString === '') return undefined;
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const earlier = values.get(name);
    values.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(values);
};

const forwarded = (
  headers: Readonly<Record<string, string>>,
  { body, sourceIp, port, now }: ProxyRequest,
): Record<string, string> => {
  const earlier = headers['x-forwarded-for'];
  return {
    ...headers,
    ...(body.length > 0 && { 'content-length': String(body.length) }),
    'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? traceHeader(now),
    'x-forwarded-for': earlier === undefined ? sourceIp : `${earlier}, ${sourceIp}`,
    'x-forwarded-port': String(port),
    'x-forwarded-proto': 'http',
  };
};

export const createProxyEvent = (request: ProxyRequest) => {
  const { method, target, routeKey, pathParameters, requestId, now } = request;
  const { headers, cookies } = parseRequestHeaders(request.rawHeaders);
  const queryStringParameters = queryParameters(target.rawQueryString);
  return {
    version: '2.0',
    routeKey,
    rawPath: target.path,
    rawQueryString: target.rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: forwarded(headers, request),
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: awsAccount.id,
      apiId: 'local',
      ...(request.jwt && { authorizer: { jwt: request.jwt } }),
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: {
        method,
        path: target.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...encodeBody(request.body, headers['content-type']),
  };
};
