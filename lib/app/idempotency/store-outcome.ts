import type { IdempotencyClaim } from '../../contract/idempotency.ts';
import type { StoredResponse } from '../../contract/stored-response.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { OrderStore } from '../ports/order-store.ts';
import { completedRecord } from './replay.ts';

/** What storing the answer of a request found: nothing in the way, an earlier answer, or another request. */
export type StoreOutcomeResult =
  | { readonly stored: true }
  | { readonly earlier: StoredResponse }
  | { readonly reused: true }
  | { readonly stored: false };

/** Use case: remember how a request that changed nothing ended, such as one that found too little stock. */
export const storeOutcome =
  ({ store, clock }: { readonly store: Pick<OrderStore, 'commit'>; readonly clock: Clock }) =>
  async (
    claim: IdempotencyClaim,
    response: StoredResponse,
    options: CallOptions,
  ): Promise<StoreOutcomeResult> => {
    const now = clock();
    const record = completedRecord(claim, response, now);
    const [failure] = await store.commit(
      { idempotency: { record, now: new Date(now).toISOString(), replaces: { leaseOwner: claim.owner } } },
      options,
    );
    if (failure?.kind !== 'idempotency') return { stored: true };
    const { existing } = failure;
    if (existing.fingerprint !== claim.fingerprint) return { reused: true };
    return existing.state === 'completed' ? { earlier: existing.response } : { stored: false };
  };
