import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EventOutbox, OrderOutbox, OutboxVersion } from '../ports/event-outbox.ts';
import type { PublishingTelemetry } from '../ports/publishing-telemetry.ts';
import type { CursorEdit } from './cursor-edit.ts';
import { publishDelayMs } from './freshness.ts';

export interface CursorKeeperDependencies {
  readonly outbox: Pick<EventOutbox, 'load' | 'change'>;
  readonly telemetry: PublishingTelemetry;
  readonly clock: Clock;
  readonly freshnessDeadlineMs: number;
}

/** Says what to change in an order as it is now; `undefined` when nothing is left to change. */
export type Edit = (outbox: OrderOutbox) => CursorEdit | undefined;

/** Others change the same cursor only now and then; so many times in a row is none of that. */
const maxRounds = 10;

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
 * Changes cursors by compare-and-set, and tells what the change means: only who has made it may tell, so that each
 * event is measured and judged once.
 * @returns the order after the change, or as it is when there is nothing left to change.
 * @throws {Error} when others change the cursor all the time.
 */
export const createCursorKeeper = ({
  outbox,
  telemetry,
  clock,
  freshnessDeadlineMs,
}: CursorKeeperDependencies) => {
  const tell = (before: OrderOutbox, { cursor }: CursorEdit): void => {
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

  return async (from: OrderOutbox, edit: Edit, options: CallOptions): Promise<OrderOutbox> => {
    let current = from;
    for (let round = 1; round <= maxRounds; round += 1) {
      const wanted = edit(current);
      if (!wanted) return current;
      const { orderId } = current;
      const cursor = await outbox.change({ orderId, ...wanted }, options);
      if (cursor) {
        tell(current, wanted);
        const parked = withDelivery(current.versions, wanted.park, 'parked');
        return { orderId, cursor, versions: withDelivery(parked, wanted.restore, 'undelivered') };
      }
      current = await outbox.load(orderId, options);
    }
    throw new Error(`the cursor of ${from.orderId} is changed by others all the time`);
  };
};

export type KeepCursor = ReturnType<typeof createCursorKeeper>;
