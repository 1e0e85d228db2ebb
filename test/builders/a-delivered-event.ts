import { eventSource } from '../../lib/contract/events/bus-event.ts';

/** An event in the words of the bus, as a queue hands it over. */
export const aDeliveredEvent = (detail: unknown, detailType = 'order.created'): string =>
  JSON.stringify({
    version: '0',
    id: 'b6a5d1c8-0000-4000-8000-000000000000',
    'detail-type': detailType,
    source: eventSource,
    account: '000000000000',
    time: '2026-07-01T12:00:01Z',
    region: 'eu-west-1',
    resources: [],
    detail,
  });
