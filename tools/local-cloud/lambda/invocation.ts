import type { FunctionError } from './function-error.ts';

/** How one run of a handler ended. */
export type InvocationOutcome =
  /** `payload` is what the handler returned, as JSON. */
  | { readonly status: 'succeeded'; readonly payload: string }
  | { readonly status: 'failed'; readonly error: FunctionError }
  | { readonly status: 'timed-out' }
  /** Lambda has not run the function: too many run at once. */
  | { readonly status: 'throttled' };

/** Input of an invocation. */
export interface InvocationRequest {
  /** The event, as JSON. */
  readonly event: string;
  /** X-Ray's trace header, which Lambda hands on in `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
  /** Id of the invocation in the log lines; a new one unless given. */
  readonly requestId?: string;
  /** Whether a person invoked the function, and nothing else of the system. */
  readonly byHand?: true;
}

export interface Invocation {
  readonly outcome: InvocationOutcome;
  /** Whether an execution environment had to be started for it. */
  readonly coldStart: boolean;
}
