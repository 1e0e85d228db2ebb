/** Header names of the API as clients see them. Incoming names are matched in any case. */
export const headers = {
  correlationId: 'X-Correlation-ID',
  idempotencyKey: 'Idempotency-Key',
  idempotentReplayed: 'Idempotent-Replayed',
  retryAfter: 'Retry-After',
} as const;

/** What an incoming correlation id must look like to be taken over; anything else is replaced. */
export const correlationIdPattern = /^[A-Za-z0-9_-]{8,64}$/;
