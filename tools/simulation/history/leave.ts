import type { Stage } from '../service/stage.ts';
import type { Draws } from '../world/draws.ts';
import type { Principal } from './api-request.ts';
import type { Client } from './client.ts';
import { admin, type Shop } from './shop.ts';

export interface Leaving {
  readonly stage: Pick<Stage, 'erase'>;
  readonly shop: Shop;
  readonly client: Client;
  readonly draws: Draws;
  readonly customer: Principal;
  /** Erasures that an operator tries. */
  readonly tries: number;
}

/** Longer than any request of the customer is under way, in milliseconds. */
const quietMs = 150_000;
const mostMs = 400_000;

/** Brings every order of a customer to an end: only then the customer can be erased. */
const endOrders = async ({ shop, client, customer }: Leaving): Promise<void> => {
  for (const { id, customer: of } of shop.orders) {
    if (of.sub !== customer.sub) continue;
    const call = { by: admin, path: { orderId: id } };
    const cancelled = await client.send({ ...call, routeId: 'cancel-order', key: shop.newKey() });
    if (cancelled?.status === 200) continue;
    for (const routeId of ['ship-order', 'deliver-order'] as const) await client.send({ ...call, routeId });
  }
};

/** Repeats cancellations while the customer is erased. */
const cancelAgain = async ({ shop, client, draws, customer }: Leaving): Promise<void> => {
  for (const { id, customer: of } of shop.orders) {
    if (of.sub !== customer.sub) continue;
    const call = { routeId: 'cancel-order', by: admin, path: { orderId: id }, key: shop.newKey() } as const;
    await client.pause(draws.between(0, 200));
    await client.send(call);
  }
};

/** Ends the orders of a customer who leaves, and has an operator erase the customer. */
export const leave = async (leaving: Leaving): Promise<void> => {
  const { stage, shop, client, draws, customer, tries } = leaving;
  shop.left.add(customer.sub);
  for (let n = 0; n < tries && !shop.erased.has(customer.sub); n += 1) {
    await client.pause(draws.between(quietMs, mostMs));
    await endOrders(leaving);
    if (draws.chance(0.5)) void cancelAgain(leaving);
    if (await stage.erase(customer.sub)) shop.erased.add(customer.sub);
  }
};
