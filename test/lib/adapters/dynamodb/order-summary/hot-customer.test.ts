import { beforeEach, describe, expect, it } from 'vitest';
import { summaryShardKey } from '../../../../../lib/adapters/dynamodb/keys.ts';
import type { OrderEvent } from '../../../../../lib/domain/order-event.ts';
import { defaultStrictness } from '../../../../../tools/local-cloud/strictness.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { orderLife } from '../../../../builders/order-life.ts';
import { meterCapacity } from '../../../../harness/dynamodb/capacity-meter.ts';
import { useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { aDynamoConsumer } from '../../../../harness/order-summary/a-dynamo-consumer.ts';

/** So many orders whose progress belongs to the same part of the summary. */
const ordersOfOnePart = (count: number): readonly string[] => {
  const ids = Array.from({ length: 200 * count }, (_, n) => orderIdOf(n));
  const { sk } = summaryShardKey('alice', orderIdOf(0));
  return ids.filter((id) => summaryShardKey('alice', id).sk === sk).slice(0, count);
};

const emptyTable = useEmbeddedTables({ ...defaultStrictness, conflicts: 5 });

describe('the consumer of order events over DynamoDB', () => {
  let consumer: Awaited<ReturnType<typeof aDynamoConsumer>>;
  let meter: ReturnType<typeof meterCapacity>;
  beforeEach(async () => {
    consumer = await aDynamoConsumer(emptyTable);
    meter = meterCapacity(consumer.documents);
  });

  describe('when it processes the four events of an order that was delivered', () => {
    const { events, batches } = orderLife({ id: orderIdOf(1) }, ['confirm', 'ship', 'deliver']);
    const unitsOf = async (deliver: () => Promise<void>) => {
      await consumer.commit(batches);
      const before = meter.read();
      await deliver();
      const after = meter.read();
      return { tables: after.tables - before.tables, indexes: after.indexes - before.indexes };
    };

    it('uses 16 write units for the order and 4 for the batch of messages that it is in', async () => {
      const together = () => consumer.deliver(...events);
      // 4 for progress and summary, 8 for receipts; 2 for totals and 2 for the quantiles of the processing time.
      expect(await unitsOf(together)).toEqual({ tables: 12 + 4, indexes: 4 });
    });

    it('uses 2 write units more for the totals of each further batch', async () => {
      const oneByOne = async () => {
        for (const event of events) await consumer.deliver(event);
      };
      expect(await unitsOf(oneByOne)).toEqual({ tables: 12 + 4 + 3 * 2, indexes: 4 });
    });

    it('uses none for events that come again', async () => {
      const twice = () => consumer.deliver(...events).then(() => consumer.deliver(...events));
      expect(await unitsOf(twice)).toEqual({ tables: 12 + 4, indexes: 4 });
    });

    it('uses 3 write units more when the progress of a finished order makes way', async () => {
      const others = ordersOfOnePart(4).map((id) => orderLife({ id }, ['confirm', 'ship', 'deliver']));
      for (const other of others.slice(0, 3)) {
        await consumer.commit(other.batches);
        await consumer.deliver(...other.events);
      }
      const last = others.at(-1);
      if (!last) throw new Error('there is no fourth order');
      await consumer.commit(last.batches);
      const before = meter.read();
      await consumer.deliver(...last.events);
      const after = meter.read();
      expect(after.tables - before.tables).toBe(12 + 4 + 3);
      expect(await consumer.summary()).toMatchObject({ orders: { delivered: 4 } });
    });
  });

  it('reads twice for a batch of ten new orders of one customer', async () => {
    const lives = Array.from({ length: 10 }, (_, n) => orderLife({ id: orderIdOf(n) }, []));
    await consumer.commit(lives.flatMap(({ batches }) => batches));
    const before = meter.read().reads;
    await consumer.deliver(...lives.flatMap(({ events }) => events));
    // Parts of the summary and events; orders with progress of their own.
    expect(meter.read().reads - before).toBe(2);
    expect(await consumer.summary()).toMatchObject({ orders: { pending: 10 } });
  });

  describe('when ten consumers process the events of one customer at the same time', () => {
    const ordersOfConsumer = 8;
    const lives = Array.from({ length: 10 }, (_, n) =>
      Array.from({ length: ordersOfConsumer }, (__, m) =>
        orderLife({ id: orderIdOf(n * ordersOfConsumer + m) }, ['confirm']),
      ),
    );

    it('needs no transaction, meets no conflict and counts every event once', async () => {
      /** Delivers an event until it is processed, as the queue does. */
      const process = async (event: OrderEvent): Promise<void> => {
        try {
          await consumer.deliver(event);
        } catch {
          await process(event);
        }
      };
      const processAll = async (events: readonly OrderEvent[]) => {
        for (const event of events) await process(event);
      };
      await Promise.all(lives.map((each) => processAll(each.flatMap(({ events }) => events))));

      expect(await consumer.summary()).toMatchObject({
        orders: { pending: 0, confirmed: lives.flat().length },
        amounts: [{ paid: 3_998 * lives.flat().length }],
      });
      expect(meter.read()).toMatchObject({ transactions: 0, conflicts: 0 });
    });
  });
});
