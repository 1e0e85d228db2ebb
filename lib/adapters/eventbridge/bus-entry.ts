import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { toBusEvent } from '../../contract/events/bus-event.ts';
import { traceparentPattern } from '../../contract/headers.ts';
import type { OrderEvent } from '../../domain/order-event.ts';

/** An entry of a `PutEvents` request. */
export type BusEntry = PutEventsRequestEntry & {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
};

/** `traceparent` in the form of X-Ray, which EventBridge hands on to the targets of its rules. */
const traceHeaderOf = ({ traceparent = '' }: OrderEvent): Pick<BusEntry, 'TraceHeader'> => {
  const [found, trace = '', parent = '', flags = ''] = traceparentPattern.exec(traceparent) ?? [];
  if (found === undefined) return {};
  const sampled = Number.parseInt(flags, 16) & 1;
  return { TraceHeader: `Root=1-${trace.slice(0, 8)}-${trace.slice(8)};Parent=${parent};Sampled=${sampled}` };
};

/**
 * An event as an entry of a request.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
export const toBusEntry = (busName: string, event: OrderEvent): BusEntry => {
  const { source, 'detail-type': detailType, detail } = toBusEvent(event);
  return {
    EventBusName: busName,
    Source: source,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    Time: new Date(event.occurredAt),
    ...traceHeaderOf(event),
  };
};

/** Bytes that a time counts in every form. */
const timeBytes = 14;

/**
 * Bytes that an entry counts against the limit of a request.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export const entrySize = ({ Source, DetailType, Detail, Resources = [], Time }: BusEntry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
  (Time ? timeBytes : 0);
