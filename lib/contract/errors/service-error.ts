import { type ErrorCode, errorRegistry } from './registry.ts';

/** Facts about one occurrence that the client may see. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

interface ServiceErrorOptions {
  readonly details?: ErrorDetails;
  /** The details as they are logged, where they can repeat any text of the client. */
  readonly logged?: ErrorDetails;
  /** Replaces the registry's status where a code has two, as PRD-001 has. */
  readonly status?: number;
  /** Whole seconds for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** What led to it; logged, never sent. */
  readonly cause?: unknown;
}

/** An outcome that the registry knows. Anything else that is thrown is answered as SYS-001. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetails | undefined;
  /** The details without texts of the client that can say anything. */
  readonly loggedDetails: ErrorDetails | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: ServiceErrorOptions = {}) {
    super(errorRegistry[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.status = options.status ?? errorRegistry[code].status;
    this.details = options.details;
    this.loggedDetails = options.logged ?? options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
