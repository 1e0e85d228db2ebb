import { type BusEntry, parseEntry } from '../../tools/local-cloud/event-bus/bus-entry.ts';
import { type DeliveredEvent, deliveredEvent } from '../../tools/local-cloud/event-bus/delivered-event.ts';

let lastId = 0;

/** An event that the local bus has accepted. */
export const aBusEvent = (detail: BusEntry['detail'] = {}): DeliveredEvent => {
  lastId += 1;
  const entry = parseEntry(
    { Source: 'shop', DetailType: 'order.created', Detail: JSON.stringify(detail) },
    0,
  );
  if ('ErrorCode' in entry) throw new Error(entry.ErrorMessage);
  return deliveredEvent(`event-${lastId}`, entry);
};
