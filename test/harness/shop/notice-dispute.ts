import { createParkDisputed, type ParkDisputedDependencies } from '../../../lib/app/payment/park-disputed.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { calmly } from './calmly.ts';
import type { Shop } from './shop.ts';

/** Handles a message about a dispute of an order's payment, put together as in production. */
export const noticingDisputes = (shop: Shop, parts: Partial<ParkDisputedDependencies> = {}) => {
  let drawn = 0;
  const park = createParkDisputed({
    store: shop.orders,
    gateway: shop.gateway,
    clock: shop.clock,
    newOwner: () => {
      drawn += 1;
      return `dispute-${drawn}`;
    },
    retryOnConflict: retryPromptly,
    onStuck: (money) => void shop.told.stuck.push(money),
    ...parts,
  });
  return (orderId: string, intentId = 'pi_1') => park({ orderId, intentId }, calmly);
};
