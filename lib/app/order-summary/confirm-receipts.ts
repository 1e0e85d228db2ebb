import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { EventPosition, StoredVersion } from '../ports/order-summary-store.ts';
import type { ReceiptStore } from '../ports/receipt-store.ts';
import type { OrderSummaryTelemetry } from '../ports/telemetry.ts';

export interface ConfirmReceiptsDependencies {
  readonly receipts: ReceiptStore;
  readonly telemetry: Pick<OrderSummaryTelemetry, 'eventCounted'>;
  readonly clock: Clock;
}

/** An event that is recorded, and its version as it was read before. */
export interface RecordedEvent {
  readonly position: EventPosition;
  readonly version: StoredVersion;
}

const versionOf = ({ position: { orderId, orderVersion } }: RecordedEvent) => `${orderId}:${orderVersion}`;

/**
 * Use case: write the receipts of versions whose events are all recorded, and count these events. If it is
 * interrupted, the events are delivered again and it is repeated; each event counts once.
 * @throws {ServiceError} when the store fails.
 */
export const confirmReceipts =
  ({ receipts, telemetry, clock }: ConfirmReceiptsDependencies) =>
  async (recorded: readonly RecordedEvent[], options: CallOptions): Promise<void> => {
    const complete = [...Map.groupBy(recorded, versionOf).values()].flatMap((events) => {
      const [{ version } = {}] = events;
      // Those before the last recorded event of a version are recorded, too.
      const last = Math.max(...events.map(({ position }) => position.n));
      return version && !version.isReceived && last >= version.size ? [version] : [];
    });
    if (complete.length === 0) return;
    const confirmed = await receipts.confirm(complete, new Date(clock()).toISOString(), options);
    for (const event of confirmed.flatMap(({ events }) => events)) telemetry.eventCounted(event);
  };
