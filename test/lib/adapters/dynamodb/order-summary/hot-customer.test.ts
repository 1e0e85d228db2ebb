import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../../lib/adapters/dynamodb/event-item.ts';
import { createDynamoOrderSummaryStore } from '../../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { readOrderEvent } from '../../../../../lib/app/order-summary/delivered-order-event.ts';
import { summarizeOrderEvent } from '../../../../../lib/app/order-summary/summarize-order-event.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import type { OrderEvent } from '../../../../../lib/domain/order-event.ts';
import { defaultStrictness } from '../../../../../tools/local-cloud/strictness.ts';
import { aDeliveredEvent } from '../../../../builders/a-delivered-event.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { orderLife } from '../../../../builders/order-life.ts';
import { meterCapacity } from '../../../../harness/dynamodb/capacity-meter.ts';
import { calmly, useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { putItems } from '../../../../harness/dynamodb/stored-items.ts';

const emptyTable = useEmbeddedTables({ ...defaultStrictness, conflicts: 5 });

/** The consumer on empty tables, with a meter of the requests that it sends. */
const aConsumer = async () => {
  const [orders, events] = await Promise.all([emptyTable(), emptyTable(eventsTable)]);
  const { client, documents, tableName: ordersTable } = orders;
  const summaries = createDynamoOrderSummaryStore({ client, ordersTable, eventsTable: events.tableName });
  const summarize = summarizeOrderEvent({
    store: summaries,
    telemetry: { eventSummarized: () => {}, eventUnknown: () => {} },
    clock: Date.now,
  });
  return {
    meter: meterCapacity(documents),
    commit: ({ batches }: ReturnType<typeof orderLife>) => putItems(events, batches.map(toEventItem)),
    deliver: (event: OrderEvent) => summarize(readOrderEvent(aDeliveredEvent(event, event.type)), calmly),
    summary: () => summaries.findSummary('alice', calmly),
  };
};

describe('summarizeOrderEvent over DynamoDB', () => {
  let consumer: Awaited<ReturnType<typeof aConsumer>>;
  beforeEach(async () => {
    consumer = await aConsumer();
  });

  it('costs an order 20 write units of tables and 4 of the index, from its placement to its delivery', async () => {
    const life = orderLife({ id: orderIdOf(1) }, ['confirm', 'ship', 'deliver']);
    await consumer.commit(life);
    const before = consumer.meter.read();
    for (const event of life.events) expect(await consumer.deliver(event)).toBe('summarized');
    const after = consumer.meter.read();
    expect({ tables: after.tables - before.tables, indexes: after.indexes - before.indexes }).toEqual({
      tables: 20,
      indexes: 4,
    });
  });

  describe('when ten consumers process the events of one customer at the same time', () => {
    const ordersOfConsumer = 8;
    const lives = Array.from({ length: 10 }, (_, n) =>
      Array.from({ length: ordersOfConsumer }, (__, m) =>
        orderLife({ id: orderIdOf(n * ordersOfConsumer + m) }, ['confirm']),
      ),
    );

    it('meets few conflicts and counts every event once', async () => {
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
      const { transactions, conflicts } = consumer.meter.read();
      // With one item for each customer it is more than half of them.
      expect(conflicts / transactions).toBeLessThan(0.1);
    }, 30_000);
  });
});
