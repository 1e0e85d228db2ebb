import { beforeEach, describe, expect, it } from 'vitest';
import type { MovementCommit, StockLedger } from '../../../../lib/app/ports/stock-ledger.ts';
import type { StockMovement } from '../../../../lib/domain/stock-movement.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { aCompletedRecord } from '../../../builders/an-idempotency-record.ts';
import { calmly, type Shop, unitsOf } from '../../../harness/shop/stored-shop.ts';

const { sku } = aProduct();
const movedAt = '2026-07-01T12:00:00.000Z';

const aMovement = (facts: Partial<StockMovement> = {}): StockMovement => ({
  id: '01JZ8X9K7MQ2R4T6V8W0Y1Z3A0',
  sku,
  quantity: 3,
  reason: 'received',
  movedAt,
  movedBy: 'root',
  ...facts,
});

/** Cases of every StockLedger. @param open makes an empty one, with the shop whose stock it moves. */
export const stockLedgerContract = (open: () => Promise<Shop & { readonly ledger: StockLedger }>): void => {
  describe('StockLedger', () => {
    let shop: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      shop = await open();
      await shop.products.create(aProduct({ available: 10, stockShards: 2 }), calmly);
    });

    const record = aCompletedRecord();
    const commit = (changes: MovementCommit['changes'], facts: Partial<MovementCommit> = {}) =>
      shop.ledger.commit(
        { movement: aMovement(), changes, idempotency: { record, now: movedAt }, ...facts },
        calmly,
      );
    const movements = () => Array.fromAsync(shop.ledger.listMovements(sku, calmly));

    it('stores movement, units and record at once', async () => {
      const changes = [
        { shard: 0, units: -5 },
        { shard: 1, units: 2 },
      ];
      expect(await commit(changes, { movement: aMovement({ quantity: -3, reason: 'correction' }) })).toEqual(
        [],
      );
      expect(await unitsOf(shop, sku)).toEqual([0, 7]);
      expect(await movements()).toEqual([aMovement({ quantity: -3, reason: 'correction' })]);
      expect(await shop.orders.findRecord(record.recordId, calmly)).toEqual(record);
    });

    it.each([
      ['has too few units', 0, -6],
      ['does not exist', 2, 1],
    ])('stores nothing when a stock item %s', async (_, shard, units) => {
      const changes = [
        { shard: 1, units: 1 },
        { shard, units },
      ];
      expect(await commit(changes)).toEqual([{ kind: 'stock' }]);
      expect(await unitsOf(shop, sku)).toEqual([5, 5]);
      expect(await movements()).toEqual([]);
      expect(await shop.orders.findRecord(record.recordId, calmly)).toBeUndefined();
    });

    it('stores nothing when the request was executed before, and shows its record', async () => {
      await commit([{ shard: 0, units: 3 }]);
      const again = aMovement({ id: '01JZ8X9K7MQ2R4T6V8W0Y1Z3A1' });
      const failures = await commit([{ shard: 0, units: 3 }], { movement: again });
      expect(failures).toEqual([{ kind: 'idempotency', existing: record }]);
      expect(await unitsOf(shop, sku)).toEqual([8, 5]);
      expect(await movements()).toEqual([aMovement()]);
    });

    it('stores nothing when the movement is recorded already', async () => {
      await commit([{ shard: 0, units: 3 }]);
      const idempotency = { record: aCompletedRecord({ recordId: 'another' }), now: movedAt };
      expect(await commit([{ shard: 0, units: 3 }], { idempotency })).toEqual([{ kind: 'stock' }]);
      expect(await unitsOf(shop, sku)).toEqual([8, 5]);
    });

    it('lists the movements of each product apart, oldest first', async () => {
      for (const n of [3, 1, 2]) {
        const idempotency = { record: aCompletedRecord({ recordId: `record-${n}` }), now: movedAt };
        const movement = aMovement({ id: `01JZ8X9K7MQ2R4T6V8W0Y1Z3A${n}` });
        await commit([{ shard: 0, units: 3 }], { movement, idempotency });
      }
      const order = [1, 2, 3].map((n) => `01JZ8X9K7MQ2R4T6V8W0Y1Z3A${n}`);
      expect((await movements()).map(({ id }) => id)).toEqual(order);
      expect(await Array.fromAsync(shop.ledger.listMovements('CUP-001', calmly))).toEqual([]);
    });
  });
};
