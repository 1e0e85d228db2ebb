import type { OrderEvent } from '../../domain/order-event.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { OrderOutbox } from '../ports/event-outbox.ts';
import { countRefusal, judgedThrough } from './cursor-edit.ts';
import type { KeepCursor } from './cursor-keeper.ts';
import type { PlannedVersion, PublishingSettings } from './publication-plan.ts';

/** Why an order does not go on in this run. */
export interface Halt {
  /** `refused` counts against the order, `unavailable` is not its fault. */
  readonly kind: 'refused' | 'unavailable';
  readonly code: string;
  /** The version that was to be published for the first time; another run may have done so since. */
  readonly firstTimeVersion?: number;
}

/** An order on its way through one run. The next event of an order is sent when the one before it was accepted. */
export interface OrderRun {
  readonly orderId: string;
  outbox: OrderOutbox;
  readonly pending: PlannedVersion[];
  /** How many events of the first pending version were accepted in this run. */
  sent: number;
  accepted: number;
  repeated: number;
  halt?: Halt;
}

export const startRun = (outbox: OrderOutbox, versions: readonly PlannedVersion[]): OrderRun => ({
  orderId: outbox.orderId,
  outbox,
  pending: [...versions],
  sent: 0,
  accepted: 0,
  repeated: 0,
});

/** Goes on to the next version. */
export const leaveVersion = (run: OrderRun): void => {
  run.pending.shift();
  run.sent = 0;
};

/** Goes on from the order as it is stored now, without the versions that another run has published since. */
export const renewOutbox = (run: OrderRun, outbox: OrderOutbox): void => {
  run.outbox = outbox;
  const { publishedVersion } = outbox.cursor;
  while (run.pending[0] && !run.pending[0].repeated && run.pending[0].orderVersion <= publishedVersion) {
    leaveVersion(run);
  }
};

/** The version to publish now; none when the order is done, halted or quarantined. */
export const versionOf = ({ halt, outbox, pending }: OrderRun): PlannedVersion | undefined =>
  halt || outbox.cursor.quarantine ? undefined : pending[0];

/** The event to send next; none when the order is done, or its cursor has to move first. */
export const eventToSend = (run: OrderRun): OrderEvent | undefined => versionOf(run)?.events[run.sent];

export interface CloseRunContext {
  readonly keepCursor: KeepCursor;
  readonly clock: Clock;
  readonly settings: PublishingSettings;
  /** Refusals in a row after which the order is quarantined. */
  readonly maxFailures: number;
}

/**
 * Why an order has not got to the end of what was planned; nothing if it has.
 * @param blocked why nothing was planned beyond that.
 */
export const findHalt = (run: OrderRun, blocked: string | undefined): Halt | undefined => {
  if (run.halt) return run.halt;
  if (versionOf(run)) return { kind: 'unavailable', code: 'OutOfTime' };
  return blocked === undefined ? undefined : { kind: 'refused', code: blocked };
};

/** Stores what is left when a run ends: a refusal, and events that are late by now. */
export const closeRun = async (
  run: OrderRun,
  halt: Halt | undefined,
  { keepCursor, clock, settings, maxFailures }: CloseRunContext,
  options: CallOptions,
): Promise<void> => {
  const now = clock();
  const outbox = await keepCursor(
    run.outbox,
    (current) => {
      const { cursor } = current;
      const judgedVersion = judgedThrough(current, now, settings.freshnessDeadlineMs);
      const judged = { ...current, cursor: { ...cursor, judgedVersion } };
      const isOver = (halt?.firstTimeVersion ?? Number.POSITIVE_INFINITY) <= cursor.publishedVersion;
      if (halt?.kind === 'refused' && !isOver && !cursor.quarantine) {
        const at = new Date(now).toISOString();
        return countRefusal(judged, { code: halt.code, at, maxFailures });
      }
      return judgedVersion > cursor.judgedVersion ? { cursor: judged.cursor } : undefined;
    },
    options,
  );
  renewOutbox(run, outbox);
};
