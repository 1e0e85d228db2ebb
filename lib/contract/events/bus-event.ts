import * as z from 'zod';
import type { OrderEvent } from '../../domain/order-event.ts';
import { serviceName } from '../service.ts';
import type { orderEventSchema } from './order-event-schemas.ts';

/** `source` of the service's events on the bus. */
export const eventSource = serviceName;

/** `detail-type` of the synthetic event that proves that the bus delivers. No event of an order has it. */
export const canaryDetailType = 'delivery.canary';

type Readonlys<T> = { readonly [K in keyof T]: Readonlys<T[K]> };

/** An entry that the service sends to the bus; the bus adds its own id, time, account and region. */
export interface BusEvent {
  readonly source: typeof eventSource;
  readonly 'detail-type': OrderEvent['type'];
  readonly detail: Readonlys<z.input<typeof orderEventSchema>>;
}

/** An event for the bus. A fact of the domain that its schema would refuse does not compile here. */
export const toBusEvent = (event: OrderEvent): BusEvent => ({
  source: eventSource,
  'detail-type': event.type,
  detail: event,
});

/** `detail` of the synthetic event that proves that the bus delivers. */
export const canaryDetailSchema = z.object({ canaryId: z.string().min(1), sentAt: z.iso.datetime() });
export type CanaryDetail = z.output<typeof canaryDetailSchema>;
