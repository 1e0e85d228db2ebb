import type { ServiceError } from '../contract/errors/service-error.ts';

/** The body of every error response; says nothing but what the registry and the details say. */
export const presentError = (error: ServiceError, correlationId: string, now: number) => ({
  error: {
    code: error.code,
    message: error.message,
    ...(error.details && { details: error.details }),
    timestamp: new Date(now).toISOString(),
    correlationId,
  },
});
