import type { Caller } from '../contract/caller.ts';
import type { IdempotencyClaim } from '../contract/idempotency.ts';

/** What every command of a caller carries. */
export interface CallerCommand {
  readonly caller: Caller;
  readonly correlationId: string;
}

/** A command that is executed once for its key. */
export interface IdempotentCommand extends CallerCommand {
  readonly claim: IdempotencyClaim;
}
