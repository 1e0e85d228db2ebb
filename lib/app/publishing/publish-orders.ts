import { ServiceError } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import type { EventOutbox, OrderOutbox } from '../ports/event-outbox.ts';
import { type CursorEdit, extendQuarantine, quarantine, release } from './cursor-edit.ts';
import { createCursorKeeper } from './cursor-keeper.ts';
import { closeRun, findHalt, type OrderRun } from './order-run.ts';
import {
  outstanding,
  type PublicationPlan,
  type PublishingSettings,
  repeatDueAt,
} from './publication-plan.ts';
import {
  createPublicationRounds,
  type PublicationRoundsDependencies,
  type PublishOrder,
} from './publication-rounds.ts';

export interface PublishOrdersDependencies extends Omit<PublicationRoundsDependencies, 'keepCursor'> {
  readonly outbox: Pick<EventOutbox, 'load' | 'change'>;
  readonly retryOnConflict: RetryOnConflict;
  readonly settings: PublishingSettings;
}

/** The result of one run for the events of an order. */
export interface OrderReport {
  readonly orderId: string;
  /** `refused`: for a reason of the order's own. `unavailable`: something that it needs has failed. */
  readonly outcome: 'done' | 'quarantined' | 'refused' | 'unavailable';
  /** Events that the bus accepted, the repeated ones included. */
  readonly accepted: number;
  readonly repeated: number;
  readonly code?: string;
  /** When undelivered events will be published again, in milliseconds since 1970. */
  readonly repeatAt?: number;
}

/** Decides what is due of an order. */
export type Planner = (outbox: OrderOutbox) => PublicationPlan;

interface PlannedOrder extends PublishOrder {
  /** Why it does not go on after its versions. */
  readonly blocked?: string;
}

/** The changes that a plan makes before it publishes events. */
const editOf = (plan: PublicationPlan, outbox: OrderOutbox, at: string): CursorEdit | undefined => {
  switch (plan.kind) {
    case 'publish':
      return undefined;
    case 'quarantine':
      return quarantine(outbox, plan.reason, at);
    case 'extend-quarantine':
      return extendQuarantine(outbox);
    case 'release':
      return release(outbox);
  }
};

const isReport = (entry: OrderReport | PlannedOrder): entry is OrderReport => 'outcome' in entry;

const reportOf = (
  { orderId, accepted, repeated, outbox }: OrderRun,
  halt: OrderRun['halt'],
  patienceMs: number,
): OrderReport => {
  const counts = { orderId, accepted, repeated };
  if (halt) return { ...counts, outcome: halt.kind, code: halt.code };
  if (outbox.cursor.quarantine) return { ...counts, outcome: 'quarantined' };
  const isWaiting = outstanding(outbox).length > 0;
  return { ...counts, outcome: 'done', ...(isWaiting && { repeatAt: repeatDueAt(outbox, patienceMs) }) };
};

/**
 * Publishes the due events of orders, and updates each cursor: accepted versions, refusals, quarantine and late
 * events.
 */
export const createPublishOrders = (dependencies: PublishOrdersDependencies) => {
  const { outbox, telemetry, clock, settings } = dependencies;
  const { freshnessDeadlineMs, systemicRefusals, maxFailures, maxSuspectFailures } = settings;
  const keepCursor = createCursorKeeper({ ...dependencies, freshnessDeadlineMs });
  const publishInRounds = createPublicationRounds({ ...dependencies, keepCursor });

  /** A failure of one order does not affect the others. */
  const alone = async <T>(orderId: string, work: () => Promise<T>): Promise<T | OrderReport> => {
    try {
      return await work();
    } catch (reason) {
      telemetry.orderFailed(orderId, reason);
      const failed = { orderId, accepted: 0, repeated: 0 };
      if (reason instanceof ServiceError) return { ...failed, outcome: 'unavailable', code: reason.code };
      return { ...failed, outcome: 'refused', code: 'OrderUnreadable' };
    }
  };

  const prepare = (orderId: string, planner: Planner, options: CallOptions) =>
    alone(orderId, async (): Promise<OrderReport | PlannedOrder> => {
      const at = new Date(clock()).toISOString();
      const kept = await keepCursor(
        await outbox.load(orderId, options),
        (current) => editOf(planner(current), current, at),
        options,
      );
      const plan = planner(kept);
      // Time has passed: anything else that has become due by now is left to the next run.
      return plan.kind === 'publish' ? { outbox: kept, ...plan } : { outbox: kept, versions: [] };
    });

  return async (
    orderIds: readonly string[],
    planner: Planner,
    options: CallOptions,
  ): Promise<readonly OrderReport[]> => {
    const prepared = await Promise.all(orderIds.map((orderId) => prepare(orderId, planner, options)));
    const planned = prepared.flatMap((entry) => (isReport(entry) ? [] : [entry]));
    const runs = await publishInRounds(planned, options);
    const halts = new Map(runs.map((run, index) => [run, findHalt(run, planned[index]?.blocked)]));
    const refusals = runs.filter((run) => run.halt?.kind === 'refused').length;
    const isBusSuspect = refusals >= systemicRefusals && runs.every(({ accepted }) => accepted === 0);
    const reports = await Promise.all(
      runs.map((run) =>
        alone(run.orderId, async (): Promise<OrderReport> => {
          const halt = halts.get(run);
          // A defect of the order itself does not count against the bus.
          const limit = halt === run.halt && isBusSuspect ? maxSuspectFailures : maxFailures;
          await closeRun(run, halt, { keepCursor, clock, settings, maxFailures: limit }, options);
          return reportOf(run, halt, settings.receiptPatienceMs);
        }),
      ),
    );
    return [...prepared.filter(isReport), ...reports];
  };
};
