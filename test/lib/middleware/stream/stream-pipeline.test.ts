import { describe, expect, it } from 'vitest';
import { createStreamRelay } from '../../../../lib/middleware/stream/stream-pipeline.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createPostOffice, type PostOffice } from '../../../harness/publishing/post-office.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const [a, b, c] = [orderIdOf(1), orderIdOf(2), orderIdOf(3)] as const;

/** Records of these orders, numbered from 101. */
const records = (...orderIds: readonly string[]) =>
  orderIds.map((orderId, index) => ({
    eventID: `record-${index}`,
    dynamodb: { Keys: { pk: { S: `ORDER#${orderId}` } }, SequenceNumber: String(101 + index) },
  }));

const relayIn = async (office: PostOffice, Records: object[]) => {
  const unreadable: (string | undefined)[] = [];
  const relay = createStreamRelay({
    relay: (orderIds) => office.relay(...orderIds),
    onUnreadable: (eventId) => unreadable.push(eventId),
  });
  return { ...(await relay({ Records }, calmly)), unreadable };
};

describe('createStreamRelay', () => {
  it('asks for redelivery from the first record of an order that the bus did not take', async () => {
    const office = createPostOffice();
    for (const id of [a, b, b, c]) await office.commit(id);
    office.present.faultOf = ({ orderId }) => (orderId === b ? 'throttled' : undefined);
    const { response, report } = await relayIn(office, records(a, b, c, b));
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '102' }] });
    expect(report).toEqual({ records: 4, orders: 3, accepted: 2, refused: 0, unavailable: 1 });
  });

  it('lets the stream go on when the bus refuses an order', async () => {
    const office = createPostOffice();
    for (const id of [a, b]) await office.commit(id);
    office.present.faultOf = ({ orderId }) => (orderId === a ? 'refused' : undefined);
    const { response, report } = await relayIn(office, records(a, b));
    expect(response).toEqual({ batchItemFailures: [] });
    expect(report).toMatchObject({ accepted: 1, refused: 1 });
  });

  it('skips a record that is about no order, and logs its number', async () => {
    const office = createPostOffice();
    await office.commit(a);
    const { response, report, unreadable } = await relayIn(office, [{ eventID: 'odd' }, ...records(a)]);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(report).toMatchObject({ records: 2, orders: 1, accepted: 1 });
    expect(unreadable).toEqual(['odd']);
  });
});
