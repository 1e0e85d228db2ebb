import { describe, expect, it } from 'vitest';
import { confirmReceipts } from '../../../../lib/app/order-summary/confirm-receipts.ts';
import { eventsOf } from '../../../../lib/domain/order-event.ts';
import { orderConfirmed, orderCreated } from '../../../../lib/domain/order-fact.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aCause } from '../../../builders/a-placement.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createMemoryReceiptStore } from '../../../doubles/memory-receipt-store.ts';

const order = anOrder();
const { id: orderId } = order;
const first = eventsOf(order, [orderCreated(order), orderConfirmed(order)], aCause);
const second = eventsOf(anOrder({ version: 2 }), [orderConfirmed(order)], aCause);

const setUp = async () => {
  const outbox = createMemoryReceiptStore();
  await outbox.store(first);
  await outbox.store(second);
  const calls: number[] = [];
  const reported: string[] = [];
  const confirm = confirmReceipts({
    receipts: {
      async confirm(versions, ...rest) {
        calls.push(versions.length);
        return outbox.receipts.confirm(versions, ...rest);
      },
    },
    telemetry: { eventCounted: ({ eventId }) => void reported.push(eventId) },
    clock: () => 0,
  });
  const recorded = (...events: (readonly [orderVersion: number, n: number])[]) =>
    confirm(
      events.flatMap(([orderVersion, n]) => {
        const version = outbox.findStored({ orderId, orderVersion });
        return version ? [{ position: { orderId, orderVersion, n }, version }] : [];
      }),
      aCall(),
    );
  return { ...outbox, calls, reported, recorded };
};

describe('confirmReceipts', () => {
  it('writes all receipts of a batch at once and reports each event', async () => {
    const { recorded, calls, reported, undelivered } = await setUp();
    await recorded([1, 1], [2, 1], [1, 2]);
    expect([calls, undelivered()]).toEqual([[2], []]);
    expect(reported).toEqual([`${orderId}:1:1`, `${orderId}:1:2`, `${orderId}:2:1`]);
  });

  it('waits for the last event of a version', async () => {
    const { recorded, reported } = await setUp();
    await recorded([1, 1]);
    expect(reported).toEqual([]);
    await recorded([1, 2]);
    expect(reported).toHaveLength(2);
  });

  it('writes nothing for events with a receipt and an empty batch', async () => {
    const { recorded, calls } = await setUp();
    await recorded([2, 1]);
    await recorded([2, 1]);
    await recorded();
    expect(calls).toEqual([1]);
  });
});
