import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import type { EventOutbox, OrderOutbox, OutboxVersion } from '../ports/event-outbox.ts';
import type { PublishingTelemetry } from '../ports/telemetry.ts';
import { type CursorEdit, publishDelayMs } from './cursor-edit.ts';

export interface CursorKeeperDependencies {
  readonly outbox: Pick<EventOutbox, 'load' | 'change'>;
  readonly telemetry: PublishingTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  readonly freshnessDeadlineMs: number;
}

/** Computes the change of an order from its current state; `undefined` when no change is left. */
export type Edit = (outbox: OrderOutbox) => CursorEdit | undefined;

const withDelivery = (
  versions: readonly OutboxVersion[],
  changed: readonly number[] | undefined,
  delivery: OutboxVersion['delivery'],
): readonly OutboxVersion[] =>
  changed?.length
    ? versions.map((version) => (changed.includes(version.orderVersion) ? { ...version, delivery } : version))
    : versions;

const eventCount = ({ events = [] }: OutboxVersion): number => Math.max(1, events.length);

/**
 * Changes cursors by optimistic concurrency, and reports the effects of a change to telemetry. Only the writer of the
 * change reports it, so each event is measured and judged once.
 * @returns the order after the change, or as it is when there is nothing left to change.
 * @throws {ServiceError} SYS-004 on too many concurrent updates of the cursor.
 */
export const createCursorKeeper = ({
  outbox,
  telemetry,
  clock,
  retryOnConflict,
  freshnessDeadlineMs,
}: CursorKeeperDependencies) => {
  const report = (before: OrderOutbox, { cursor }: CursorEdit): void => {
    const now = clock();
    for (const version of before.versions) {
      const { orderVersion } = version;
      const delayMs = publishDelayMs(version, now);
      const count = eventCount(version);
      if (orderVersion > before.cursor.publishedVersion && orderVersion <= cursor.publishedVersion) {
        for (let event = 0; event < count; event += 1) telemetry.eventPublished(delayMs);
      }
      if (orderVersion > before.cursor.judgedVersion && orderVersion <= cursor.judgedVersion) {
        const inTime = orderVersion <= cursor.publishedVersion && delayMs <= freshnessDeadlineMs;
        telemetry.freshnessJudged(inTime ? 'good' : 'bad', count);
      }
    }
    if (cursor.quarantine && !before.cursor.quarantine) {
      const { reason } = cursor.quarantine;
      telemetry.orderQuarantined({ orderId: before.orderId, reason, lastFailure: cursor.lastFailure });
    }
  };

  return (from: OrderOutbox, edit: Edit, options: CallOptions): Promise<OrderOutbox> => {
    const { orderId } = from;
    let current: OrderOutbox | undefined = from;
    const keep = async (limited: CallOptions): Promise<OrderOutbox> => {
      const order = current ?? (await outbox.load(orderId, limited));
      current = undefined;
      const wanted = edit(order);
      if (!wanted) return order;
      const cursor = await outbox.change({ orderId, ...wanted }, limited);
      if (!cursor) throw new ConflictError();
      report(order, wanted);
      const quarantined = withDelivery(order.versions, wanted.toQuarantine, 'quarantined');
      return { orderId, cursor, versions: withDelivery(quarantined, wanted.restore, 'undelivered') };
    };
    return retryOnConflict(`the publish cursor of ${orderId}`, keep, options);
  };
};

export type KeepCursor = ReturnType<typeof createCursorKeeper>;
