import { calmly } from '../harness/shop/calmly.ts';
import { eventOutboxContract } from '../lib/app/ports/event-outbox.contract.ts';
import { createMemoryEventOutbox } from './memory-event-outbox.ts';
import { createMemoryOrderStore } from './memory-order-store.ts';
import { emptyState } from './memory-state.ts';

eventOutboxContract(async () => {
  const state = emptyState();
  const store = createMemoryOrderStore(state);
  const outbox = createMemoryEventOutbox(state);
  return {
    outbox,
    history: outbox,
    commit: (event) => store.commit({ event }, calmly),
    receive: async (...receipt) => outbox.receive(...receipt),
  };
});
