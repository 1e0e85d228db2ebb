import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { EventPosition } from '../ports/order-summary-store.ts';
import type { ReceiptStore } from '../ports/receipt-store.ts';
import type { OrderSummaryTelemetry } from '../ports/telemetry.ts';

export interface ConfirmReceiptsDependencies {
  readonly store: ReceiptStore;
  readonly telemetry: Pick<OrderSummaryTelemetry, 'eventCounted'>;
  readonly clock: Clock;
}

const versionOf = ({ orderId, orderVersion }: EventPosition | { orderId: string; orderVersion: number }) =>
  `${orderId}:${orderVersion}`;

/**
 * Use case: write the receipts of versions whose events are all recorded, and count these events. If it is
 * interrupted, the events are delivered again and it is repeated; each event counts once.
 * @param positions of recorded events.
 * @throws {ServiceError} when the store fails.
 */
export const confirmReceipts =
  ({ store, telemetry, clock }: ConfirmReceiptsDependencies) =>
  async (positions: readonly EventPosition[], options: CallOptions): Promise<void> => {
    /** The last recorded event of each version; those before it are recorded, too. */
    const last = new Map<string, EventPosition>();
    for (const position of positions) {
      const known = last.get(versionOf(position));
      if (!known || position.n > known.n) last.set(versionOf(position), position);
    }
    if (last.size === 0) return;
    const found = await store.findUnconfirmed([...last.values()], options);
    const complete = found.filter((version) => (last.get(versionOf(version))?.n ?? 0) >= version.size);
    if (complete.length === 0) return;
    const confirmed = await store.confirm(complete, new Date(clock()).toISOString(), options);
    for (const event of confirmed.flatMap(({ events }) => events)) telemetry.eventCounted(event);
  };
