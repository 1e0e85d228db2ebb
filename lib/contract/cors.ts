import { headers } from './headers.ts';
import { routes } from './routes.ts';

/** Methods and headers that a page of a permitted origin may send and read. Tokens are no cookies: no credentials. */
export const corsPolicy = {
  methods: [...new Set(Object.values(routes).map(({ method }) => method))].sort(),
  requestHeaders: [
    'Authorization',
    'Content-Type',
    headers.correlationId,
    headers.idempotencyKey,
    headers.ifMatch,
    headers.ifNoneMatch,
    headers.traceparent,
  ],
  exposedHeaders: [
    headers.location,
    headers.etag,
    headers.retryAfter,
    headers.correlationId,
    headers.idempotentReplayed,
    headers.wwwAuthenticate,
    headers.gatewayRequestId,
    headers.allow,
    'Accept',
    'Accept-Encoding',
  ],
  /** How long a browser may keep the answer to a preflight. */
  maxAgeSeconds: 600,
} as const;

/** An origin as browsers send it. API Gateway compares exactly: no wildcard of a port or host, no path, no slash. */
export const originPattern = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;

export const originForm = 'an exact origin, such as https://shop.example.com or http://localhost:5173';

/** Origins of the development servers of web applications. */
export const localOrigins: readonly string[] = ['http://localhost:5173', 'http://localhost:3000'];
