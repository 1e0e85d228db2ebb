import { eventOutboxContract } from '../lib/app/ports/event-outbox.contract.ts';
import { type CommittedEvents, createMemoryEventOutbox } from './memory-event-outbox.ts';

eventOutboxContract(async () => {
  const events: CommittedEvents = new Map();
  const outbox = createMemoryEventOutbox(events);
  return {
    outbox,
    history: outbox,
    async commit(batch) {
      events.set(batch.orderId, new Map(events.get(batch.orderId)).set(batch.orderVersion, batch));
    },
    receive: async (...receipt) => outbox.receive(...receipt),
  };
});
