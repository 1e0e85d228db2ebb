/** Header names of the API as clients see them. Incoming names are matched in any case. */
export const headers = {
  allow: 'Allow',
  correlationId: 'X-Correlation-ID',
  idempotencyKey: 'Idempotency-Key',
  idempotentReplayed: 'Idempotent-Replayed',
  location: 'Location',
  retryAfter: 'Retry-After',
  etag: 'ETag',
  contentSecurityPolicy: 'Content-Security-Policy',
  ifMatch: 'If-Match',
  ifNoneMatch: 'If-None-Match',
  cacheControl: 'Cache-Control',
  vary: 'Vary',
  traceparent: 'traceparent',
  /** Of the gateway alone. */
  wwwAuthenticate: 'WWW-Authenticate',
  gatewayRequestId: 'apigw-requestid',
} as const;

/** Format of a valid incoming correlation id; any other value is replaced. */
export const correlationIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** A valid `traceparent` of W3C Trace Context, version 00; its groups are the ids of the trace and of the parent, and the flags. */
export const traceparentPattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
