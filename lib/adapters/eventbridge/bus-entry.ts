import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { toBusEvent } from '../../contract/events/bus-event.ts';
import type { OrderEvent } from '../../domain/order-event.ts';

/** An event as `PutEvents` takes it. */
export type BusEntry = PutEventsRequestEntry & {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
};

export const toBusEntry = (busName: string, event: OrderEvent): BusEntry => {
  const { source, 'detail-type': detailType, detail } = toBusEvent(event);
  return {
    EventBusName: busName,
    Source: source,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    Time: new Date(event.occurredAt),
  };
};

/** A time counts as so many bytes, however it is written. */
const timeBytes = 14;

/**
 * Bytes that an entry counts against the limit of a request.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export const entrySize = ({ Source, DetailType, Detail, Resources = [], Time }: BusEntry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
  (Time ? timeBytes : 0);
