import { orderSchema } from '../../lib/contract/schemas/order-schemas.ts';
import { calmly } from './shop/calmly.ts';
import { createShop, type Shop } from './shop/shop.ts';

type Life = (shop: Shop, orderId: string) => Promise<unknown>;

const lives: readonly Life[] = [
  async ({ healthy }, id) => {
    await healthy.pay(id, 'declined', 'pm_card_chargeDeclined').catch(() => undefined);
    await healthy.pay(id, 'paid');
    await healthy.ship(id);
    await healthy.deliver(id);
  },
  ({ healthy }, id) => healthy.cancel(id, 'cancel pending'),
  async ({ healthy }, id) => {
    await healthy.pay(id, 'paid before it is cancelled');
    await healthy.cancel(id, 'cancel confirmed');
  },
  async ({ healthy }, id) => {
    await healthy.pay(id, 'its refund fails', 'pm_sim_refund_fails');
    await healthy.refund(id, 'refund', 1_000);
  },
  async ({ healthy }, id) => {
    await healthy.pay(id, 'unanswered', 'pm_sim_timeout_after_charge');
  },
  async () => undefined,
];

/** Course of some orders that between them see every transition: their JSON when placed, and their events. */
export const toldEvents = async () => {
  const shop = await createShop();
  const placed = [];
  for (const [n, live] of lives.entries()) {
    const { body } = await shop.healthy.place(`place ${n}`);
    const order = orderSchema.parse(JSON.parse(body));
    shop.advance(1_000);
    await live(shop, order.id);
    placed.push(order);
  }
  shop.advance(900_000);
  await shop.recover();
  return Promise.all(
    placed.map(async (order) => ({ order, batches: await shop.orders.findEvents(order.id, calmly) })),
  );
};
