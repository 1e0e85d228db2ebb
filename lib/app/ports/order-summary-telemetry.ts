import type { OrderEvent } from '../../domain/order-event.ts';

/** What any event of an order says of itself, also one that this version of the service does not know. */
export interface EventHead {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly correlationId?: string | undefined;
}

/** Told what came of events, after it is committed; must not throw. */
export interface OrderSummaryTelemetry {
  /** Once for each event that had its effect. */
  eventSummarized(event: OrderEvent): void;
  /** Of a type or schema that this version does not know: it has no effect. */
  eventUnknown(event: EventHead): void;
  /** Events before it are missing, and did not come in the time that there was to wait for them. */
  eventEarly(event: EventHead): void;
}
