import { beforeEach, describe } from 'vitest';
import type { Shop } from '../../../harness/shop/stored-shop.ts';
import { commitContract } from './order-store/commit.contract.ts';
import { conditionsContract } from './order-store/conditions.contract.ts';
import { dueWorkContract } from './order-store/due-work.contract.ts';
import { eventsContract } from './order-store/events.contract.ts';
import { giveBackContract } from './order-store/give-back.contract.ts';
import { idempotencyContract } from './order-store/idempotency.contract.ts';
import { listContract } from './order-store/list.contract.ts';
import { paymentTriesContract } from './order-store/payment-tries.contract.ts';
import { racesContract } from './order-store/races.contract.ts';
import { refundsContract } from './order-store/refunds.contract.ts';
import { shardsContract } from './order-store/shards.contract.ts';
import { takeContract } from './order-store/take.contract.ts';

/** Cases of every OrderStore. @param create makes an empty one, and the catalogue that it sells from. */
export const orderStoreContract = (create: () => Promise<Shop>): void => {
  describe('OrderStore', () => {
    let shop: Shop;
    beforeEach(async () => {
      shop = await create();
    });
    const current = () => shop;

    commitContract(current);
    conditionsContract(current);
    takeContract(current);
    giveBackContract(current);
    shardsContract(current);
    idempotencyContract(current);
    eventsContract(current);
    listContract(current);
    dueWorkContract(current);
    refundsContract(current);
    paymentTriesContract(current);
    racesContract(current);
  });
};
