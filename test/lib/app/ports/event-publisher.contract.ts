import { beforeEach, describe, expect, it } from 'vitest';
import type { EventPublisher } from '../../../../lib/app/ports/event-publisher.ts';
import type { OrderEvent } from '../../../../lib/domain/order-event.ts';
import { aCall } from '../../../builders/a-call.ts';
import { anEventBatch } from '../../../builders/an-event-batch.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import type { BusFault } from '../../../doubles/memory-event-bus.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

/** A publisher whose bus fails as the test says. */
export interface ScriptedBus {
  readonly publisher: EventPublisher;
  /** Ids of the events that the bus has accepted, oldest first. */
  readonly acceptedIds: () => readonly string[];
}

/** Asked for each event, each time that the bus gets it. */
export type FaultOf = (event: Pick<OrderEvent, 'orderId' | 'eventId'>) => BusFault | undefined;

export const eventOf = (n: number): OrderEvent => {
  const [event] = anEventBatch(orderIdOf(n)).events;
  if (!event) throw new Error('a batch has events');
  return event;
};

const eventsOf = (count: number): OrderEvent[] => Array.from({ length: count }, (_, n) => eventOf(n));

const accepted = { outcome: 'accepted' } as const;

/** Cases of every EventPublisher. @param create makes one, with a bus of its own. */
export const eventPublisherContract = (create: (faultOf: FaultOf) => Promise<ScriptedBus>): void => {
  describe('EventPublisher', () => {
    let faults: Map<string, BusFault>;
    let bus: ScriptedBus;
    beforeEach(async () => {
      faults = new Map();
      bus = await create(({ orderId }) => faults.get(orderId));
    });

    it('publishes every event once, and reports each', async () => {
      const events = eventsOf(25);
      expect(await bus.publisher.publish(events, calmly)).toEqual(events.map(() => accepted));
      expect([...bus.acceptedIds()].sort()).toEqual(events.map(({ eventId }) => eventId));
    });

    it('publishes nothing for an empty list', async () => {
      expect(await bus.publisher.publish([], calmly)).toEqual([]);
    });

    it('reports events that the bus has not accepted, and those that it never will', async () => {
      faults.set(orderIdOf(3), 'throttled').set(orderIdOf(14), 'refused');
      const publications = await bus.publisher.publish(eventsOf(16), calmly);
      const outcomes = publications.map(({ outcome }) => outcome);
      expect(outcomes.flatMap((outcome, n) => (outcome === 'accepted' ? [] : [[n, outcome]]))).toEqual([
        [3, 'unavailable'],
        [14, 'refused'],
      ]);
      expect(bus.acceptedIds()).toHaveLength(14);
    });

    it('reports events as not accepted after a lost answer', async () => {
      faults.set(orderIdOf(0), 'lost answer');
      expect(await bus.publisher.publish([eventOf(0)], calmly)).toMatchObject([{ outcome: 'unavailable' }]);
      expect(new Set(bus.acceptedIds())).toEqual(new Set([eventOf(0).eventId]));
    });

    it('reports events as accepted that the bus drops later', async () => {
      faults.set(orderIdOf(0), 'swallowed');
      expect(await bus.publisher.publish([eventOf(0)], calmly)).toEqual([accepted]);
    });

    it('refuses two events of one order, of which one could be accepted without the other', async () => {
      const { events } = anEventBatch(orderIdOf(1), 1, { events: 2 });
      await expect(bus.publisher.publish(events, calmly)).rejects.toThrow(RangeError);
      expect(bus.acceptedIds()).toEqual([]);
    });

    it('sends nothing when there is no time left', async () => {
      const late = aCall({ signal: AbortSignal.abort() });
      expect(await bus.publisher.publish([eventOf(0)], late)).toMatchObject([{ outcome: 'unavailable' }]);
      expect(bus.acceptedIds()).toEqual([]);
    });
  });
};
