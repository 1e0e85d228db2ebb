import { describe, expect, it } from 'vitest';
import { toBusEvent } from '../../lib/contract/events/bus-event.ts';
import { calmly } from '../harness/shop/calmly.ts';
import { eventOf, eventPublisherContract } from '../lib/app/ports/event-publisher.contract.ts';
import { createMemoryEventBus } from './memory-event-bus.ts';

eventPublisherContract(async (faultOf) => {
  const bus = createMemoryEventBus({ faultOf });
  return { publisher: bus, acceptedIds: () => bus.log().map(({ detail }) => detail.eventId) };
});

describe('createMemoryEventBus', () => {
  it('delivers accepted events that it does not drop', async () => {
    const delivered: string[] = [];
    const faults = [undefined, 'swallowed', 'lost answer', 'refused'] as const;
    const bus = createMemoryEventBus({
      faultOf: ({ orderId }) => faults[Number(orderId.at(-1))],
      onDelivery: ({ orderId }) => void delivered.push(orderId),
    });
    const events = [0, 1, 2, 3].map(eventOf);
    await bus.publish(events, calmly);
    expect(delivered).toEqual([eventOf(0).orderId, eventOf(2).orderId]);
    expect(bus.log()).toEqual(events.slice(0, 3).map(toBusEvent));
  });
});
