import { describe, expect, it } from 'vitest';
import { advanceOrder } from '../../../lib/app/advance-order.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { withPaidOrder } from '../../harness/shop/crash.ts';
import type { Intercept } from '../../harness/shop/intercepted.ts';
import { intercepted } from '../../harness/shop/intercepted.ts';
import type { Shop } from '../../harness/shop/shop.ts';

const telemetry = { orderPlaced: () => {}, orderChanged: () => {} };

const shipping = ({ orders, clock }: Shop, intercept: Intercept = (_, call) => call()) =>
  advanceOrder('ship', {
    store: intercepted(orders, intercept),
    clock,
    telemetry,
    retryOnConflict: retryPromptly,
  });

const correlationId = 'correlation-7';

describe('advanceOrder', () => {
  it('tells who asked for it', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    await shipping(shop)({ caller: anAdmin(), correlationId, orderId }, calmly);
    const last = (await shop.orders.findEvents(orderId, calmly)).at(-1)?.events;
    expect(last).toMatchObject([{ type: 'order.shipped', correlationId, causationId: correlationId }]);
  });

  it('is ORD-001 for those who may not see the order', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const command = { caller: aCaller({ id: 'bob' }), correlationId, orderId };
    await expect(shipping(shop)(command, calmly)).rejects.toMatchObject({ code: 'ORD-001' });
  });

  it('looks again when the order has changed meanwhile', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    let changed = false;
    const ship = shipping(shop, async (name, call) => {
      if (name === 'commit' && !changed) {
        changed = true;
        const order = await shop.orderOf(orderId);
        const next = { ...order, revision: order.revision + 1 };
        await shop.orders.commit({ order: { next, expectedRevision: order.revision } }, calmly);
      }
      return call();
    });
    expect(await ship({ caller: anAdmin(), correlationId, orderId }, calmly)).toMatchObject({
      status: 'shipped',
      revision: 5,
    });
  });

  it('is ORD-003 for one of two who ship at the same time', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const both = [1, 2].map(() => shipping(shop)({ caller: anAdmin(), correlationId, orderId }, calmly));
    const answers = await Promise.allSettled(both);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'ORD-003', details: { from: 'shipped', to: 'shipped' } },
    });
  });

  it('is SYS-004 when the order changes each time that it looks', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const ship = shipping(shop, async (name, call) =>
      name === 'commit' ? ([{ kind: 'order' }] as never) : call(),
    );
    await expect(ship({ caller: anAdmin(), correlationId, orderId }, calmly)).rejects.toMatchObject({
      code: 'SYS-004',
    });
  });
});
