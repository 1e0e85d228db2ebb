import type { Order } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Canary, CanaryVerdict } from './canary.ts';
import type { QuarantineReason } from './event-outbox.ts';

/** Records changes of orders, after they are committed; must not throw. */
export interface OrderTelemetry {
  orderPlaced(order: Order): void;
  /** After each later change, with the order as it is now. */
  orderChanged(order: Order): void;
}

/**
 * Judges a payment attempt against the objective of payments, once it has ended and this is stored; must not throw. An
 * attempt that the bank declines, or that the customer gives up, is not judged.
 */
export type JudgePayment = (outcome: 'good' | 'bad') => void;

/** Records the publishing of events; must not throw. */
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

/** The envelope that every order event has, including types that this version does not know. */
export interface EventHead {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly correlationId?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** Records the outcome of delivered events, after it is committed; must not throw. */
export interface OrderSummaryTelemetry {
  /** Once for each event that had its effect. */
  eventSummarized(event: OrderEvent): void;
  /** Once for each event that the business counters have counted. */
  eventCounted(event: OrderEvent): void;
  /** Of a type or schema that this version does not know: it has no effect. */
  eventUnknown(event: EventHead): void;
  /** Events before it are missing, and did not come in the time that there was to wait for them. */
  eventEarly(event: EventHead): void;
}

/** Records the outcome of canaries; must not throw. */
export interface CanaryTelemetry {
  /** Once for each canary. */
  canaryJudged(canary: Canary, verdict: CanaryVerdict): void;
  /** It could not be judged. It will be tried again. */
  canaryNotJudged(canary: Canary, reason: unknown): void;
  /** The bus did not accept it. It will be judged as every other. */
  canaryRefused(canary: Canary, code: string): void;
  /** A canary returned that was never sent, or whose record has expired. */
  canaryUnknown(canary: Canary): void;
}
