import { idempotencyKeyReused, ServiceError } from '../../contract/errors/factories.ts';
import { errorRegistry } from '../../contract/errors/registry.ts';
import type { IdempotencyClaim, StoredResponse } from '../../contract/idempotency.ts';
import { type CallOptions, limitCall, unlimitedCall } from '../../platform/call-options.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { failed } from '../../platform/response.ts';
import { presentResult } from '../../presenters/responses.ts';
import type { ApiMiddleware } from './api-event.ts';
import { claimFor } from './idempotency-claim.ts';

/** Stores the answer of a request that changed nothing; see the use case `storeOutcome`. */
export type StoreOutcome = (
  claim: IdempotencyClaim,
  response: StoredResponse,
  options: CallOptions,
) => Promise<{ readonly earlier: StoredResponse } | { readonly reused: true } | { readonly stored: boolean }>;

export interface IdempotencyOptions {
  readonly routeId: string;
  readonly storeOutcome: StoreOutcome;
  readonly logger: Pick<ContextLogger, 'error'>;
  readonly newOwner: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Bound of storing an error, in milliseconds. */
const storeTimeoutMs = 1_500;

/** Kept back from the function's timeout, in milliseconds, to send the answer whether or not it is stored. */
const answerReserveMs = 250;

/**
 * Claims the request by its key, and remembers business errors, which have no write of their own to go with.
 * Has to be the last middleware: its claim needs the checked request, its `onError` the error as it was thrown.
 */
export const idempotency = ({
  routeId,
  storeOutcome,
  logger,
  newOwner,
  now,
}: IdempotencyOptions): ApiMiddleware => ({
  before: ({ event, internal }) => {
    internal.claim = claimFor({
      routeId,
      callerId: internal.caller?.id ?? '',
      headers: event.headers,
      path: internal.parts?.path,
      body: internal.parts?.body,
      sentBody: internal.sentBody,
      owner: newOwner(),
    });
  },

  onError: async (invocation) => {
    const { error, internal, context } = invocation;
    const { claim, correlationId = '' } = internal;
    if (!claim || !(error instanceof ServiceError) || !('replayed' in errorRegistry[error.code])) return;
    const at = now();
    const response = failed(error, correlationId, at);
    const remainingMs = Math.max(0, Math.floor(context.getRemainingTimeInMillis()) - answerReserveMs);
    try {
      const options = limitCall(unlimitedCall(), Math.min(storeTimeoutMs, remainingMs));
      const result = await storeOutcome(claim, response, options);
      internal.errorAt = at;
      if ('reused' in result) invocation.error = idempotencyKeyReused();
      if ('earlier' in result) {
        invocation.response = presentResult({ response: result.earlier, replayed: true });
      }
    } catch (reason) {
      // The answer stands: nothing was changed, so that executing the request once more does no harm.
      logger.error(logEvents.outcomeNotStored, { error: reason });
    }
  },
});
