import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInbox, type InboxTransaction, type OrderEvent, orderEventIn } from '../../client/src/inbox.ts';

const event = (orderId: string, orderVersion: number, n = 1) =>
  ({
    eventId: `${orderId}:${orderVersion}:${n}`,
    orderId,
    orderVersion,
    type: 'order.shipped',
  }) as OrderEvent;

/** A consumer whose database forgets what a failed transaction wrote. */
const consumer = (options: { fromAnyVersion?: boolean; fails?: () => boolean } = {}) => {
  let ids = new Set<string>();
  let versions = new Map<string, number>();
  let effects: readonly string[] = [];
  const inbox: InboxTransaction = {
    has: (id) => ids.has(id),
    add: (id) => void ids.add(id),
    versionOf: (id) => versions.get(id),
    setVersion: (id, version) => void versions.set(id, version),
  };
  const receive = createInbox({
    fromAnyVersion: options.fromAnyVersion ?? false,
    async transaction(work) {
      const before = [new Set(ids), new Map(versions), effects] as const;
      try {
        const result = await work(inbox);
        if (options.fails?.()) throw new Error('the commit failed');
        return result;
      } catch (error) {
        [ids, versions, effects] = before;
        throw error;
      }
    },
    handle: ({ eventId }) => {
      effects = [...effects, eventId];
    },
  });
  return { receive, effects: () => effects };
};

describe('createInbox', () => {
  it('handles an event once', async () => {
    const { receive, effects } = consumer();
    expect(await receive(event('a', 1))).toBe('handled');
    expect(await receive(event('a', 1))).toBe('repeated');
    expect(effects()).toEqual(['a:1:1']);
  });

  it('leaves an early event until the earlier ones of its order are handled', async () => {
    const { receive, effects } = consumer();
    expect(await receive(event('a', 2))).toBe('early');
    expect(await receive(event('b', 1))).toBe('handled');
    expect(await receive(event('a', 1))).toBe('handled');
    expect(await receive(event('a', 2))).toBe('handled');
    expect(effects()).toEqual(['b:1:1', 'a:1:1', 'a:2:1']);
  });

  it('handles every event of one transition', async () => {
    const { receive } = consumer();
    expect([await receive(event('a', 1)), await receive(event('a', 1, 2))]).toEqual(['handled', 'handled']);
  });

  it('begins at any version if the consumer starts late', async () => {
    const { receive, effects } = consumer({ fromAnyVersion: true });
    expect(await receive(event('a', 3))).toBe('handled');
    expect(await receive(event('a', 2))).toBe('skipped');
    expect(await receive(event('a', 5))).toBe('early');
    expect(await receive(event('a', 4))).toBe('handled');
    expect(effects()).toEqual(['a:3:1', 'a:4:1']);
  });

  it('has each effect once and in order through repetition, disorder and rollback', async () => {
    const events = ['a', 'b'].flatMap((id) => [1, 2, 3, 4].map((version) => event(id, version)));
    const deliveries = fc.array(fc.nat(events.length - 1), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(deliveries, fc.infiniteStream(fc.boolean()), async (indexes, failures) => {
        let fails = () => failures.next().value === true;
        const { receive, effects } = consumer({ fails: () => fails() });
        for (const index of indexes) await receive(events[index] as OrderEvent).catch(() => {});
        // The queue delivers again what was not handled.
        fails = () => false;
        for (const _ of events) for (const one of events.toReversed()) await receive(one);
        for (const id of ['a', 'b']) {
          expect(effects().filter((effect) => effect.startsWith(id))).toEqual(
            [1, 2, 3, 4].map((version) => `${id}:${version}:1`),
          );
        }
      }),
    );
  });
});

describe('orderEventIn', () => {
  const detail = event('a', 1);
  const delivered = { source: 'order-service', 'detail-type': 'order.shipped', detail };

  it('reads an event of the bus, and the body of a message', () => {
    expect(orderEventIn(delivered)).toBe(detail);
    expect(orderEventIn(JSON.stringify(delivered))).toEqual(detail);
  });

  it.each([
    ['a canary', { ...delivered, 'detail-type': 'delivery.canary' }],
    ['an event of another service', { ...delivered, source: 'other' }],
    ['no event', 'null'],
  ])('ignores %s', (_, message) => {
    expect(orderEventIn(message)).toBeUndefined();
  });
});
