import { beforeEach, describe, expect, it } from 'vitest';
import { summaryShardKey } from '../../../../../lib/adapters/dynamodb/keys.ts';
import { createDynamoOrderSummaryStore } from '../../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import type { OrderSummaryStore, SummaryEntry } from '../../../../../lib/app/ports/order-summary-store.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';
import { aConfirmation, anEntry, calmly } from '../../../../harness/order-summary/ledger.ts';

/** Orders that one part of the summary counts. */
const { sk } = summaryShardKey('alice', orderIdOf(0));
const ids = Array.from({ length: 2_000 }, (_, n) => orderIdOf(n)).filter(
  (orderId) => summaryShardKey('alice', orderId).sk === sk,
);
const eventOf = (n: number, orderVersion: number, place = 1) => ({
  orderId: ids[n] ?? '',
  orderVersion,
  n: place,
});
const placed = (n: number, facts: Partial<SummaryEntry> = {}) => anEntry({ event: eventOf(n, 1), ...facts });
const confirmed = (n: number, orderVersion = 2, place = 1) =>
  aConfirmation({ event: eventOf(n, orderVersion, place) });
const delivered = (n: number) =>
  aConfirmation({
    event: eventOf(n, 2),
    order: { status: 'delivered', isPaid: true, total: anOrder().total },
  });
const withoutEffect = (n: number) => placed(n, { order: undefined, change: undefined });

describe('entryUpdates', () => {
  let summaries: OrderSummaryStore;
  beforeEach(async () => {
    const { client, tableName } = await emptyMemoryTable();
    summaries = createDynamoOrderSummaryStore({ client, ordersTable: tableName, eventsTable: tableName });
  });
  const find = (n: number) => summaries.findProgress(ids[n] ?? '', 'alice', calmly);
  const record = async (n: number, entry: SummaryEntry) => (await find(n)).record(entry, calmly);
  const pendingOrders = async () => (await summaries.findSummary('alice', calmly))?.orders.pending;

  /** Orders that fill the part: those from the fourth on get items of their own. */
  const placeAll = async (count: number) => {
    for (let n = 0; n < count; n += 1) expect(await record(n, placed(n))).toBe(true);
  };

  describe.each([
    ['in the part', 0],
    ['in an item of its own', 3],
  ])('when the progress of an order is %s', (_, n) => {
    it.each([
      ['version', confirmed(n, 3)],
      ['event of the same version', confirmed(n, 1, 2)],
    ])('refuses an entry that follows a %s which is no longer the last one', async (_kind, meanwhile) => {
      await placeAll(n + 1);
      const found = await find(n);
      expect(await record(n, meanwhile)).toBe(true);
      expect(await found.record(confirmed(n), calmly)).toBe(false);
      expect((await find(n)).progress?.last).toEqual(meanwhile.event);
    });
  });

  it('counts an order once that got an item of its own since its progress was looked for', async () => {
    await placeAll(4);
    const [one, other] = await Promise.all([find(4), find(4)]);
    await record(0, delivered(0));
    const early = await find(4);
    expect(await one.record(placed(4), calmly)).toBe(true);
    expect(await other.record(placed(4), calmly)).toBe(false);
    expect(await early.record(placed(4), calmly)).toBe(false);
    expect(await pendingOrders()).toBe(4);
  });

  it('counts an order once that left its part since its progress was looked for', async () => {
    const early = await find(0);
    await placeAll(3);
    await record(0, delivered(0));
    expect(await record(3, placed(3))).toBe(true);
    expect(await early.record(placed(0), calmly)).toBe(false);
    expect(await pendingOrders()).toBe(3);
  });

  it('keeps the time of the newest order of a part when an older one is counted later', async () => {
    const { change } = anEntry();
    const at = (placedAt: string) => ({ change: change && { ...change, placedAt } });
    await record(0, placed(0, at('2026-07-02T12:00:00.000Z')));
    expect(await record(1, placed(1, at('2026-07-01T12:00:00.000Z')))).toBe(true);
    expect(await summaries.findSummary('alice', calmly)).toMatchObject({
      orders: { pending: 2 },
      lastOrderAt: '2026-07-02T12:00:00.000Z',
    });
  });

  describe('when an event without an effect comes before the customer is known', () => {
    const unknown = (n: number) => summaries.findProgress(ids[n] ?? '', undefined, calmly);

    it('moves progress once', async () => {
      const found = await Promise.all([unknown(0), unknown(0)]);
      expect(await found[0].record(withoutEffect(0), calmly)).toBe(true);
      expect(await found[1].record({ ...withoutEffect(0), event: eventOf(0, 2) }, calmly)).toBe(false);
      expect((await unknown(0)).progress?.last).toEqual(eventOf(0, 1));
    });

    it('counts the order once, though its progress came to two places', async () => {
      const early = await unknown(0);
      const known = await find(0);
      expect(await early.record(withoutEffect(0), calmly)).toBe(true);
      const apart = await find(0);
      expect(await known.record(placed(0), calmly)).toBe(true);
      expect(await apart.record(placed(0, { event: eventOf(0, 2) }), calmly)).toBe(false);
      expect(await pendingOrders()).toBe(1);
    });

    it('does not write over the progress when a finished order leaves the part', async () => {
      const early = await unknown(0);
      const known = await find(0);
      await early.record(withoutEffect(0), calmly);
      await known.record(placed(0), calmly);
      for (const n of [1, 2]) await record(n, placed(n));
      await record(0, delivered(0));
      expect(await record(3, placed(3))).toBe(false);
      expect((await find(0)).progress?.last).toEqual(eventOf(0, 2));
    });
  });
});
