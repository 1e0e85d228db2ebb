import { describe, expect, it } from 'vitest';
import { createOrder } from '../../../lib/app/create-order.ts';
import type { CommitFailure, OrderCommit } from '../../../lib/app/ports/order-store.ts';
import { ServiceError } from '../../../lib/contract/errors/factories.ts';
import { aCall } from '../../builders/a-call.ts';
import { aCaller } from '../../builders/a-caller.ts';
import { aProduct } from '../../builders/a-product.ts';
import { stockLevels } from '../../builders/a-stock-level.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';

const sku = 'TEA-001';

/** Places an order of a product with three stock items, whose first commits conflict. */
const place = async (conflicts: number) => {
  const entries = async () => new Map([[sku, aProduct({ stockShards: 3 })]]);
  const shards: (number | undefined)[] = [];
  const marked: string[] = [];
  const commit = async ({ take = [] }: OrderCommit): Promise<readonly CommitFailure[]> => {
    const [{ shard } = { shard: -1 }] = take;
    shards.push(shard);
    return shards.length <= conflicts ? [{ kind: 'contention', stock: [{ sku, shard }] }] : [];
  };
  const create = createOrder({
    store: {
      commit,
      findRecord: async () => undefined,
      findStock: async () => stockLevels([9, 9, 9]),
    },
    catalogue: { entries, refresh: entries },
    findReachedLimit: async () => undefined,
    telemetry: { orderPlaced: () => {}, orderChanged: () => {} },
    clock: () => Date.parse('2026-07-01T12:00:00.000Z'),
    retryOnConflict: retryPromptly,
    markContention: async (skus) => void marked.push(...skus),
    newUlid: () => orderIdOf(1).slice('ord_'.length),
    paymentWindowMs: 900_000,
    respond: () => ({ statusCode: 201, headers: {}, body: '{}' }),
  });
  const command = {
    caller: aCaller(),
    correlationId: 'correlation-1',
    claim: { recordId: 'record-1', fingerprint: 'f', owner: 'owner-1' },
    items: [{ sku, quantity: 1 }],
  };
  const ended = await create(command, aCall()).then(
    ({ response }) => response.statusCode,
    (error: unknown) => (error instanceof ServiceError ? error.code : error),
  );
  return { ended, shards, marked };
};

describe('createOrder in contention with other orders', () => {
  it('takes the units from another stock item after each conflict', async () => {
    const { ended, shards } = await place(2);
    expect(ended).toBe(201);
    expect(new Set(shards).size).toBe(3);
  });

  it('marks no product after a few conflicts', async () => {
    expect((await place(2)).marked).toEqual([]);
  });

  it('marks the product after three conflicts', async () => {
    expect(await place(3)).toMatchObject({ ended: 201, marked: [sku] });
  });

  it('marks the product when conflicts last, and ends with SYS-004', async () => {
    expect(await place(1_000)).toMatchObject({ ended: 'SYS-004', marked: [sku] });
  });
});
