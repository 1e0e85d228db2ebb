import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { toBusEvent } from '../../contract/events/bus-event.ts';
import type { OrderEvent } from '../../domain/order-event.ts';

/** An entry of a `PutEvents` request. */
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

/** Bytes that a time counts, whatever its form. */
const timeBytes = 14;

/**
 * Bytes that an entry counts against the limit of a request.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export const entrySize = ({ Source, DetailType, Detail, Resources = [], Time }: BusEntry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
  (Time ? timeBytes : 0);
