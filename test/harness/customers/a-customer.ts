import { toRecordItem } from '../../../lib/adapters/dynamodb/idempotency-item.ts';
import { toAttemptItem, toRefundItem } from '../../../lib/adapters/dynamodb/money-items.ts';
import { toOrderItem, toReservationItem } from '../../../lib/adapters/dynamodb/order-items.ts';
import { respondCreated } from '../../../lib/presenters/present-order.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';
import { aRefund } from '../../builders/a-refund.ts';
import { aReservation } from '../../builders/a-reservation.ts';
import { aCompletedRecord } from '../../builders/an-idempotency-record.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';
import { type LifeStep, orderLife } from '../../builders/order-life.ts';
import type { useEmbeddedTables } from '../dynamodb/embedded-tables.ts';
import { itemsOf, putItems, type StoredItem } from '../dynamodb/stored-items.ts';
import { aDynamoConsumer } from '../order-summary/a-dynamo-consumer.ts';

/** Every way in which an order ends, one of them with a refund. */
const endedLives: readonly (readonly LifeStep[])[] = [
  ['decline', 'confirm', 'ship', 'deliver'],
  ['confirm', 'cancel', 'refund'],
  ['expire'],
];

/**
 * Tables with the ended orders of alice, one of bob, and the reply that alice got for her first order. All events were
 * delivered and summarized.
 */
export const aCustomer = async (emptyTable: ReturnType<typeof useEmbeddedTables>, lives = endedLives) => {
  const consumer = await aDynamoConsumer(emptyTable);
  const orders = consumer.orders;
  const events = { client: orders.client, tableName: consumer.tables.eventsTable };

  /** Stores an order that has gone through some steps, with its money, and delivers its events. */
  const placed = async (n: number, steps: readonly LifeStep[], customerId = 'alice') => {
    const life = orderLife({ id: orderIdOf(n), customerId }, steps);
    const { id: orderId } = life.order;
    const isPaid = steps.includes('confirm');
    await putItems(orders, [
      toOrderItem(life.order),
      toReservationItem(aReservation({ orderId })),
      ...(isPaid ? [toAttemptItem(aPaymentAttempt({ orderId, state: 'succeeded', intentId: 'pi_1' }))] : []),
      ...(steps.includes('refund') ? [toRefundItem(aRefund({ orderId, state: 'succeeded' }))] : []),
    ]);
    await consumer.commit(life.batches);
    await consumer.deliver(...life.events);
    return life;
  };

  const alices = [];
  for (const [n, steps] of lives.entries()) alices.push(await placed(n, steps));
  const bobs = await placed(90, ['confirm', 'ship', 'deliver'], 'bob');
  const [first] = alices;
  if (!first) throw new Error('alice has no order');
  const record = aCompletedRecord({ response: respondCreated(first.order) });
  await putItems(orders, [toRecordItem(record)]);

  return {
    ...consumer,
    customerTables: { orders, events },
    alices,
    bobs,
    record,
    placed,
    /** Every item of both tables. */
    everything: async (): Promise<readonly StoredItem[]> => [
      ...(await itemsOf(orders)),
      ...(await itemsOf(events)),
    ],
  };
};

export type Customer = Awaited<ReturnType<typeof aCustomer>>;
