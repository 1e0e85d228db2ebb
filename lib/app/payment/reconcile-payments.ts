import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { type DrainSettings, drainBacklog } from '../../platform/resilience/drain-backlog.ts';
import type { DueItem, OrderStore } from '../ports/order-store.ts';
import { type MoneyId, moneyIdOf } from './money-id.ts';
import type { SettleMoney } from './settle-money.ts';

export interface ReconcilePaymentsDependencies {
  readonly store: Pick<OrderStore, 'listDue' | 'putOff'>;
  readonly settleMoney: Pick<SettleMoney, 'due'>;
  readonly clock: Clock;
  readonly drain: DrainSettings;
  /** Receives the reason why an attempt or a refund could not be settled in this run. */
  readonly onFailure: (money: MoneyId, reason: unknown) => void;
}

export interface ReconciliationResult {
  readonly found: number;
  readonly settled: number;
  /** Attempts and refunds that failed; they are put off. */
  readonly failed: number;
  /** Whether every due attempt and refund was processed in time. */
  readonly complete: boolean;
}

/**
 * Use case: find the outcome of payments whose outcome is unknown, and of refunds; request refunds that are due. One
 * that has no outcome yet is put off, and left to an operator after a while.
 */
export const reconcilePayments =
  ({ store, settleMoney, clock, drain, onFailure }: ReconcilePaymentsDependencies) =>
  async (
    { correlationId }: { correlationId: string },
    options: CallOptions,
  ): Promise<ReconciliationResult> => {
    const now = new Date(clock()).toISOString();
    const cause = { correlationId, causationId: 'reconcile-payments' };
    const backlog = {
      items: store.listDue('PAYMENT', now, options),
      dueSince: ({ dueSince }: DueItem) => Date.parse(dueSince),
      work: (item: DueItem) => settleMoney.due(moneyIdOf(item), { ...options, cause }),
      putOff: (item: DueItem, until: number) => store.putOff(item, new Date(until).toISOString(), options),
      onFailure: (item: DueItem, reason: unknown) => onFailure(moneyIdOf(item), reason),
    };
    const { done, ...counts } = await drainBacklog(backlog, drain, options);
    return { ...counts, settled: done };
  };
