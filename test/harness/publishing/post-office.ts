import { publishingDefaults } from '../../../lib/app/publishing/publication-plan.ts';
import { relayEvents } from '../../../lib/app/publishing/relay-events.ts';
import { type ReplaySelection, replayEvents } from '../../../lib/app/publishing/replay-events.ts';
import { sweepEvents } from '../../../lib/app/publishing/sweep-events.ts';
import type { OrderEvent, OrderEventBatch } from '../../../lib/domain/order-event.ts';
import { aCall } from '../../builders/a-call.ts';
import { anEventBatch } from '../../builders/an-event-batch.ts';
import { type BusFault, createMemoryEventBus } from '../../doubles/memory-event-bus.ts';
import { type CommittedEvents, createMemoryEventOutbox } from '../../doubles/memory-event-outbox.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { createRecordingTelemetry } from '../../doubles/recording-telemetry.ts';
import { calmly } from '../shop/calmly.ts';
import { type Intercept, intercepted } from '../shop/intercepted.ts';

/** As in production, in milliseconds. */
export const settings = { ...publishingDefaults, freshnessDeadlineMs: 10_000 };
export const sweeping = { graceMs: 15_000, retryMs: 30_000, workMs: 40_000, groupSize: 3 };

export type PostOffice = ReturnType<typeof createPostOffice>;

/**
 * Outbox, bus and consumer in memory, by a clock that the test moves. A version has been received when the last of
 * its events was delivered; `hears` switches the consumer off.
 */
export const createPostOffice = () => {
  const start = Date.parse('2026-07-01T12:00:00.000Z');
  const events: CommittedEvents = new Map();
  const outbox = createMemoryEventOutbox(events);
  const { telemetry, told } = createRecordingTelemetry();
  const oldestDue: number[] = [];
  const present = {
    now: start,
    hears: true,
    faultOf: (_: OrderEvent): BusFault | undefined => undefined,
  };
  const time = () => new Date(present.now).toISOString();
  const latest = new Map<string, number>();

  const consume = ({ orderId, orderVersion, eventId }: OrderEvent) => {
    const last = events.get(orderId)?.get(orderVersion)?.events.at(-1);
    if (present.hears && last?.eventId === eventId) outbox.receive(orderId, orderVersion, time());
  };
  const bus = createMemoryEventBus({ faultOf: (event) => present.faultOf(event), onDelivery: consume });

  const store = (batch: OrderEventBatch): void => {
    events.set(batch.orderId, new Map(events.get(batch.orderId)).set(batch.orderVersion, batch));
  };

  /** One more execution environment; `intercept` stands between it and everything outside. */
  const environment = (intercept: Intercept = (_, call) => call(), groupSize = sweeping.groupSize) => {
    const { load, change, putOff } = intercepted(
      { load: outbox.load, change: outbox.change, putOff: outbox.putOff },
      intercept,
    );
    const dependencies = {
      outbox: { load, change, putOff, listUndelivered: outbox.listUndelivered },
      publisher: intercepted({ publish: bus.publish }, intercept),
      telemetry,
      clock: () => present.now,
      retryOnConflict: retryPromptly,
      settings,
    };
    const relay = relayEvents(dependencies);
    const clock = () => present.now;
    const onOldestDue = (ageMs: number) => void oldestDue.push(ageMs);
    const drain = { clock, concurrency: groupSize, reserveMs: 0, onOldestDue };
    const { graceMs, retryMs } = sweeping;
    const sweep = sweepEvents({ ...dependencies, graceMs, retryMs, drain });
    const replay = replayEvents(dependencies);
    return {
      planReplay: (orderId: string, selection: ReplaySelection = {}) =>
        replay.plan(orderId, selection, calmly),
      replay: (orderIds: readonly string[], selection: ReplaySelection = {}) =>
        replay.run(orderIds, selection, calmly),
      relay: (...orderIds: string[]) => relay(orderIds, calmly),
      /** One run of the sweeper, which has 40 seconds. */
      sweep: () => sweep(aCall({ deadline: present.now + sweeping.workMs })),
    };
  };

  const idsOf = (orderId: string) =>
    bus.log().flatMap(({ detail }) => (detail.orderId === orderId ? [detail.eventId] : []));

  return {
    /** Committed events, by order id and version. */
    events,
    outbox,
    store,
    bus,
    told,
    /** Ages that the sweeper reported. */
    oldestDue,
    present,
    environment,
    ...environment(),
    advance: (ms: number) => {
      present.now += ms;
    },
    /** Commits the next version of an order. */
    commit: async (orderId: string, count: 1 | 2 = 1) => {
      const version = (latest.get(orderId) ?? 0) + 1;
      latest.set(orderId, version);
      store(anEventBatch(orderId, version, { updatedAt: time(), events: count }));
    },
    load: (orderId: string) => outbox.load(orderId, calmly),
    cursorOf: async (orderId: string) => (await outbox.load(orderId, calmly)).cursor,
    /** Ids of an order's events on the bus, in order, with all repetitions. */
    idsOf,
    /** `<version>` or `<version>.<n>` from the second event of a version on, as they came first on the bus. */
    firstsOf: (orderId: string) =>
      [...new Set(idsOf(orderId))].map((id) =>
        id
          .slice(orderId.length + 1)
          .replace(/:1$/, '')
          .replace(':', '.'),
      ),
    versionsOf: (orderId: string) => idsOf(orderId).map((id) => Number(id.split(':')[1])),
    /** Ids of all events that were committed for an order. */
    committedIds: (orderId: string) =>
      [...(events.get(orderId)?.values() ?? [])].flatMap((batch) =>
        batch.events.map(({ eventId }) => eventId),
      ),
  };
};
