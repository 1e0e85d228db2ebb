import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../../../lib/domain/order-event.ts';
import type { DynamoClient } from '../../../../../lib/platform/dynamodb/dynamo-client.ts';
import { defaultStrictness } from '../../../../../tools/local-cloud/strictness.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type LifeStep, orderLife } from '../../../../builders/order-life.ts';
import { useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTables } from '../../../../harness/dynamodb/memory-tables.ts';
import { aDynamoConsumer } from '../../../../harness/order-summary/a-dynamo-consumer.ts';

const emptyTable = useEmbeddedTables({ ...defaultStrictness, conflicts: 5 });

const isWrite = (command: object): boolean =>
  /^(?:TransactWrite|Update)Command$/.test(command.constructor.name);

type Crash = 'before the write' | 'after the write';

/** A client whose process crashes once, at the `n`-th of its writes. */
const crashingAt =
  (n: number, crash: Crash) =>
  (client: DynamoClient): DynamoClient => {
    let writes = 0;
    const send = async (...call: Parameters<DynamoClient['send']>) => {
      if (!isWrite(call[0])) return client.send(...call);
      writes += 1;
      if (writes !== n) return client.send(...call);
      if (crash === 'after the write') await client.send(...call);
      throw new Error(`crashed ${crash}`);
    };
    return { ...client, send: send as DynamoClient['send'] };
  };

/** A client that sends every write again and returns the second answer. A transaction has the same token. */
const sendingTwice = (client: DynamoClient): DynamoClient => {
  const send = async (...call: Parameters<DynamoClient['send']>) => {
    if (isWrite(call[0])) await client.send(...call);
    return client.send(...call);
  };
  return { ...client, send: send as DynamoClient['send'] };
};

const lives: readonly (readonly LifeStep[])[] = [
  ['decline', 'confirm', 'ship', 'deliver'],
  ['confirm', 'cancel'],
  ['expire'],
];
const orders = lives.map((steps, n) => orderLife({ id: orderIdOf(n), source: 'mobile' }, steps));

/** The business counters that follow from the orders, by the cells of the totals. */
const expectedTotals = {
  'oc|mobile|standard': 3n,
  'ov|50': 3n,
  'ov|sum': 3n * 3_998n,
  'op|confirmed': 2n,
  'op|shipped': 1n,
  'op|delivered': 1n,
  'op|cancelled': 1n,
  'op|expired': 1n,
  'ps|count': 1n,
  'pc|entered': 3n,
  'pc|left': 3n,
};

describe('business counters', () => {
  const events = orders.flatMap((order) => order.events);
  /** Two writes for each event: its effect, and its receipt with its counts. */
  const writes = events.flatMap((event, index) => [
    { step: `the effect of ${event.type} of order ${event.orderId.at(-1)}`, n: 2 * index + 1 },
    { step: `the receipt of ${event.type} of order ${event.orderId.at(-1)}`, n: 2 * index + 2 },
  ]);

  /** Delivers an event until it is processed, as the queue does. */
  const process = async (
    consumer: Awaited<ReturnType<typeof aDynamoConsumer>>,
    event: OrderEvent,
  ): Promise<number> => {
    try {
      await consumer.deliver(event);
      return 0;
    } catch {
      return 1 + (await process(consumer, event));
    }
  };

  it.each([
    ['the embedded DynamoDB', emptyTable],
    ['the one in memory', emptyMemoryTables()],
  ])('equal the table of %s when every write is sent twice, as after a lost answer', async (_, tables) => {
    const consumer = await aDynamoConsumer(tables, sendingTwice);
    for (const { batches } of orders) await consumer.commit(batches);
    for (const event of events) await consumer.deliver(event);
    expect(Object.fromEntries(await consumer.totals())).toMatchObject(expectedTotals);
    expect(await consumer.summary()).toMatchObject({ orders: { delivered: 1, cancelled: 1, expired: 1 } });
  });

  it.each(
    writes.flatMap((each) =>
      (['before the write', 'after the write'] as const).map((crash) => ({ ...each, crash })),
    ),
  )('equal the table after a crash $crash of $step', async ({ n, crash }) => {
    const consumer = await aDynamoConsumer(emptyMemoryTables(), crashingAt(n, crash));
    for (const { batches } of orders) await consumer.commit(batches);
    let crashes = 0;
    for (const event of events) crashes += await process(consumer, event);
    expect(crashes).toBe(1);
    // Once more, as after a replay.
    await consumer.deliver(...events);
    expect(Object.fromEntries(await consumer.totals())).toMatchObject(expectedTotals);
    expect([...(await consumer.processingBins()).values()]).toEqual([1]);
    expect(await consumer.summary()).toMatchObject({ orders: { delivered: 1, cancelled: 1, expired: 1 } });
  });
});
