import type { QuarantineReason } from './event-outbox.ts';

/** Told what happens to events on their way to the bus; must not throw. */
export interface PublishingTelemetry {
  /** The bus has accepted an event; `repeated` when it had done so before. */
  eventAccepted(event: { readonly repeated: boolean }): void;
  /** The bus has not accepted an event. */
  eventFailed(event: { readonly orderId: string; readonly eventId: string; readonly code: string }): void;
  /** An order's cursor has moved over an event, so many milliseconds after its commit. */
  eventPublished(delayMs: number): void;
  /** So many events were judged against the objective of freshness, each once in its life. */
  freshnessJudged(outcome: 'good' | 'bad', events: number): void;
  orderQuarantined(order: {
    readonly orderId: string;
    readonly reason: QuarantineReason;
    readonly lastFailure: string | undefined;
  }): void;
  /** An order could not be worked on this time. */
  orderFailed(orderId: string, reason: unknown): void;
}
