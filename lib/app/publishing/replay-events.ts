import type { CallOptions } from '../../platform/call-options.ts';
import type { OrderOutbox, OutboxVersion } from '../ports/event-outbox.ts';
import { release } from './cursor-edit.ts';
import { createCursorKeeper } from './cursor-keeper.ts';
import { publishInOrder } from './publication-plan.ts';
import { createPublishOrders, type OrderReport, type PublishOrdersDependencies } from './publish-orders.ts';

/** The events that a replay of an order publishes. */
export interface ReplayPlan {
  readonly orderId: string;
  readonly versions: readonly number[];
  readonly events: number;
  /** Whether the order is quarantined, so that the replay ends that. */
  readonly liftsQuarantine: boolean;
  /** Whether all events were delivered, so that the delivered ones are published again. */
  readonly receivedAgain: boolean;
}

/** The events to replay: the undelivered ones, and with `since` all from that time (RFC 3339) on. */
export interface ReplaySelection {
  readonly since?: string;
}

/** All events of an order, when all were delivered and no time is given. */
const selectVersions = (
  { versions, cursor }: OrderOutbox,
  { since }: ReplaySelection,
): { readonly selected: readonly OutboxVersion[]; readonly receivedAgain: boolean } => {
  const isMissing = ({ delivery, orderVersion }: OutboxVersion) =>
    delivery !== 'received' || orderVersion > cursor.publishedVersion;
  const hasMissing = versions.some(isMissing);
  const isSelected = (version: OutboxVersion) =>
    isMissing(version) || (since === undefined ? !hasMissing : version.occurredAt >= since);
  return { selected: versions.filter(isSelected), receivedAgain: since === undefined && !hasMissing };
};

/** Use case for operators: publish events of orders once more, in order, quarantined ones too. */
export const replayEvents = (dependencies: PublishOrdersDependencies) => {
  const { outbox, settings, telemetry } = dependencies;
  const publish = createPublishOrders(dependencies);
  const keepCursor = createCursorKeeper({ ...dependencies, ...settings });

  /** Ends the quarantine before anything is published: the next events of a quarantined order are quarantined. */
  const endQuarantine = async (orderId: string, options: CallOptions): Promise<void> => {
    const isHeld = ({ cursor, versions }: OrderOutbox) =>
      cursor.quarantine || cursor.failures > 0 || versions.some(({ delivery }) => delivery === 'quarantined');
    const edit = (order: OrderOutbox) => (isHeld(order) ? release(order) : undefined);
    await keepCursor(await outbox.load(orderId, options), edit, options);
  };

  return {
    /** The events that a replay would publish; `undefined` for an order without events. */
    async plan(
      orderId: string,
      selection: ReplaySelection,
      options: CallOptions,
    ): Promise<ReplayPlan | undefined> {
      const order = await outbox.load(orderId, options);
      if (order.versions.length === 0) return undefined;
      const { selected, receivedAgain } = selectVersions(order, selection);
      return {
        orderId,
        versions: selected.map(({ orderVersion }) => orderVersion),
        events: selected.reduce((sum, { events = [] }) => sum + events.length, 0),
        liftsQuarantine: order.cursor.quarantine !== undefined,
        receivedAgain,
      };
    },

    /** Publishes the events of different orders side by side. */
    async run(
      orderIds: readonly string[],
      selection: ReplaySelection,
      options: CallOptions,
    ): Promise<readonly OrderReport[]> {
      const failed: OrderReport[] = [];
      const held = await Promise.allSettled(orderIds.map((orderId) => endQuarantine(orderId, options)));
      for (const [index, orderId] of orderIds.entries()) {
        const result = held[index];
        if (result?.status !== 'rejected') continue;
        telemetry.orderFailed(orderId, result.reason);
        failed.push({ orderId, outcome: 'unavailable', accepted: 0, repeated: 0, code: 'NotReleased' });
      }
      const free = orderIds.filter((_, index) => held[index]?.status === 'fulfilled');
      const planner = (order: OrderOutbox) =>
        publishInOrder(order, selectVersions(order, selection).selected);
      return [...failed, ...(await publish(free, planner, options))];
    },
  };
};

export type ReplayEvents = ReturnType<typeof replayEvents>;
