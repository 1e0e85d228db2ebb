import { createMemoryEventOutbox } from '../../../../lib/adapters/memory/event-outbox.ts';
import { emptyState } from '../../../../lib/adapters/memory/memory-state.ts';
import { createMemoryOrderStore } from '../../../../lib/adapters/memory/order-store.ts';
import { eventOutboxContract } from '../../app/ports/event-outbox.contract.ts';
import { calmly } from '../../app/shop/calmly.ts';

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
