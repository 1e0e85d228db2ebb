import type { OrderEvent } from '../../domain/order-event.ts';
import type { OrderOutbox } from '../ports/event-outbox.ts';
import type { PlannedVersion } from './publication-plan.ts';

/** Why an order does not go on in this run. */
export interface Halt {
  /** `refused` counts against the order, `unavailable` is not its fault. */
  readonly kind: 'refused' | 'unavailable';
  readonly code: string;
  /** The version that was to be published for the first time; somebody else may have done so since. */
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

/** Leaves out what somebody else has published since. */
const skipPublished = (run: OrderRun): void => {
  const { publishedVersion } = run.outbox.cursor;
  while (run.pending[0] && !run.pending[0].repeated && run.pending[0].orderVersion <= publishedVersion) {
    run.pending.shift();
    run.sent = 0;
  }
};

/** The version that the order is at; none when it is done, or stopped by itself or by others. */
export const currentVersion = (run: OrderRun): PlannedVersion | undefined => {
  if (run.halt || run.outbox.cursor.quarantine) return undefined;
  skipPublished(run);
  return run.pending[0];
};

/** The event to send next; none when the order is done, or its cursor has to move first. */
export const nextEvent = (run: OrderRun): OrderEvent | undefined => currentVersion(run)?.events[run.sent];

/** Goes on to the next version. */
export const leaveVersion = (run: OrderRun): void => {
  run.pending.shift();
  run.sent = 0;
};
