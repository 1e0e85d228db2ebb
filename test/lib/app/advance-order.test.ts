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
  it('records the request that caused the event', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    await shipping(shop)({ caller: anAdmin(), correlationId, orderId }, calmly);
    const last = (await shop.orders.findEvents(orderId, calmly)).at(-1)?.events;
    expect(last).toMatchObject([{ type: 'order.shipped', correlationId, causationId: correlationId }]);
  });

  it('is ORD-001 for a caller without access to the order', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const command = { caller: aCaller({ id: 'bob' }), correlationId, orderId };
    await expect(shipping(shop)(command, calmly)).rejects.toMatchObject({ code: 'ORD-001' });
  });

  it('reads the order again after a concurrent update', async () => {
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

  it('ships once when two admins ask at the same time, and answers both', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const both = ['admin-1', 'admin-2'].map((id) =>
      shipping(shop)({ caller: anAdmin({ id }), correlationId, orderId }, calmly),
    );
    const [first, second] = await Promise.all(both);
    expect(first).toMatchObject({ status: 'shipped' });
    expect(second).toEqual(first);
    expect((await shop.eventsOf(orderId)).filter((type) => type === 'order.shipped')).toHaveLength(1);
  });

  it('writes nothing for a repeated request', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const shipped = await shipping(shop)({ caller: anAdmin(), correlationId, orderId }, calmly);
    const calls: string[] = [];
    const again = shipping(shop, (name, call) => {
      calls.push(name);
      return call();
    });
    expect(await again({ caller: anAdmin(), correlationId: 'correlation-8', orderId }, calmly)).toEqual(
      shipped,
    );
    expect(calls).toEqual(['findOrder']);
  });

  it('is SYS-004 when the order changes between each read and write', async () => {
    const { shop, stage: orderId } = await withPaidOrder();
    const ship = shipping(shop, async (name, call) =>
      name === 'commit' ? ([{ kind: 'order' }] as never) : call(),
    );
    await expect(ship({ caller: anAdmin(), correlationId, orderId }, calmly)).rejects.toMatchObject({
      code: 'SYS-004',
    });
  });
});
