import { type CallOptions, limitCall } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { DueItem } from '../ports/order-store.ts';

/** How much waits for an operator. */
export interface StuckCount {
  /** Payment attempts and refunds. */
  readonly count: number;
  /** Age of the oldest in milliseconds; 0 if there is none. */
  readonly oldestMs: number;
}

export interface CountStuckMoneyDependencies {
  /** Payments and refunds that are stuck at a time (RFC 3339), the longest first. */
  readonly listStuck: (now: string, options: CallOptions) => AsyncIterable<DueItem>;
  readonly clock: Clock;
}

/** Counts the payment attempts and refunds that wait for an operator. */
export const countStuckMoney =
  ({ listStuck, clock }: CountStuckMoneyDependencies) =>
  async (options: CallOptions): Promise<StuckCount> => {
    const now = clock();
    const since: number[] = [];
    for await (const item of listStuck(new Date(now).toISOString(), options)) {
      since.push(Date.parse(item.dueSince));
    }
    return { count: since.length, oldestMs: now - (since[0] ?? now) };
  };

type Count = ReturnType<typeof countStuckMoney>;

export interface ReportStuckMoneyDependencies {
  readonly count: Count;
  /** Bound of counting, in milliseconds. */
  readonly timeoutMs: number;
  readonly onCounted: (stuck: StuckCount) => void;
  /** Called with the reason when it could not be counted this time. */
  readonly onFailure: (reason: unknown) => void;
}

/**
 * Use case: report to CloudWatch what waits for an operator. Never fails and takes no longer than it may, since one
 * number can be left out: no data is not 0.
 */
export const reportStuckMoney =
  ({ count, timeoutMs, onCounted, onFailure }: ReportStuckMoneyDependencies) =>
  async (options: CallOptions): Promise<{ readonly stuck?: number }> => {
    try {
      const stuck = await count(limitCall(options, timeoutMs));
      onCounted(stuck);
      return { stuck: stuck.count };
    } catch (reason) {
      onFailure(reason);
      return {};
    }
  };

/**
 * Use case: the gauges of what waits for an operator, for a scrape.
 * @param settings `ttlMs`: milliseconds for which a count is used again.
 * @throws {ServiceError} SYS-002 or SYS-003
 */
export const readStuckGauges = ({
  count,
  clock,
  ttlMs,
}: {
  readonly count: Count;
  readonly clock: Clock;
  readonly ttlMs: number;
}) => {
  let known: { readonly stuck: StuckCount; readonly until: number } | undefined;
  return async (options: CallOptions) => {
    if (!known || known.until <= clock()) {
      known = { stuck: await count(options), until: clock() + ttlMs };
    }
    return {
      order_service_stuck_payments: known.stuck.count,
      order_service_stuck_payments_oldest_age_seconds: known.stuck.oldestMs / 1_000,
    };
  };
};
