import type { OrderEvent } from '../../domain/order-event.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { OrderOutbox } from '../ports/event-outbox.ts';
import type { EventPublisher, Publication } from '../ports/event-publisher.ts';
import type { PublishingTelemetry } from '../ports/telemetry.ts';
import { markPublished } from './cursor-edit.ts';
import type { KeepCursor } from './cursor-keeper.ts';
import { eventToSend, leaveVersion, type OrderRun, renewOutbox, startRun, versionOf } from './order-run.ts';
import { outstanding, type PlannedVersion } from './publication-plan.ts';

export interface PublicationRoundsDependencies {
  readonly publisher: EventPublisher;
  readonly keepCursor: KeepCursor;
  readonly telemetry: PublishingTelemetry;
  readonly clock: Clock;
}

/** An order to publish versions of, in their order. */
export interface PublishOrder {
  readonly outbox: OrderOutbox;
  readonly versions: readonly PlannedVersion[];
}

/** How often the outstanding events of an order were published once this run has gone well. */
const publishesAfter = ({ outbox, pending }: OrderRun): number => {
  const { publishes } = outbox.cursor;
  if (pending.some(({ repeated }) => repeated)) return publishes + 1;
  return outstanding(outbox).length === 0 ? 1 : Math.max(1, publishes);
};

/**
 * Publishes many orders side by side, in rounds: each round sends the next event of every order that is not done.
 * An event is sent only after the bus has accepted the previous event of the order. Even with concurrent publishers,
 * each event thus first reaches the bus before the next one. A failure stops only its own order.
 */
export const createPublicationRounds = ({
  publisher,
  keepCursor,
  telemetry,
  clock,
}: PublicationRoundsDependencies) => {
  const moveCursor = async (
    run: OrderRun,
    version: PlannedVersion,
    publishes: number,
    options: CallOptions,
  ) => {
    const { revision } = run.outbox.cursor;
    const at = new Date(clock()).toISOString();
    const kept = await keepCursor(
      run.outbox,
      (outbox) => {
        const { cursor } = outbox;
        const wasMoved = cursor.revision !== revision;
        if (wasMoved && cursor.publishedVersion >= version.orderVersion) return undefined;
        // The count of a concurrent publisher stands.
        const count = wasMoved ? Math.max(cursor.publishes, 1) : publishes;
        return markPublished(outbox, { version: version.orderVersion, at, publishes: count });
      },
      options,
    );
    renewOutbox(run, kept);
  };

  /** Moves the cursor over every version whose events were all accepted. */
  const advance = async (run: OrderRun, publishes: number, options: CallOptions): Promise<void> => {
    for (let version = versionOf(run); version; version = versionOf(run)) {
      if (run.sent < version.events.length) return;
      leaveVersion(run);
      await moveCursor(run, version, publishes, options);
    }
  };

  const note = (run: OrderRun, event: OrderEvent, publication: Publication | undefined): void => {
    const repeated = run.pending[0]?.repeated ?? false;
    if (publication?.outcome === 'accepted') {
      run.sent += 1;
      run.accepted += 1;
      if (repeated) run.repeated += 1;
      telemetry.eventAccepted({ repeated });
      return;
    }
    const { outcome: kind, code } = publication ?? { outcome: 'unavailable', code: 'NoAnswer' };
    run.halt = { kind, code, ...(!repeated && { firstTimeVersion: event.orderVersion }) };
    telemetry.eventFailed({ orderId: run.orderId, eventId: event.eventId, code });
  };

  const publishRound = async (
    due: readonly { readonly run: OrderRun; readonly event: OrderEvent }[],
    options: CallOptions,
  ) => {
    const publications = await publisher.publish(
      due.map(({ event }) => event),
      options,
    );
    for (const [index, { run, event }] of due.entries()) note(run, event, publications[index]);
  };

  return async (orders: readonly PublishOrder[], options: CallOptions): Promise<readonly OrderRun[]> => {
    const runs = orders.map(({ outbox, versions }) => startRun(outbox, versions));
    const publishes = new Map(runs.map((run) => [run, publishesAfter(run)]));
    const advanceAll = () =>
      Promise.all(
        runs.map(async (run) => {
          try {
            await advance(run, publishes.get(run) ?? 1, options);
          } catch (reason) {
            run.halt = { kind: 'unavailable', code: 'CursorNotMoved' };
            telemetry.orderFailed(run.orderId, reason);
          }
        }),
      );
    await advanceAll();
    for (;;) {
      const due = runs.flatMap((run) => {
        const event = eventToSend(run);
        return event ? [{ run, event }] : [];
      });
      if (due.length === 0 || options.signal.aborted) return runs;
      await publishRound(due, options);
      await advanceAll();
    }
  };
};
