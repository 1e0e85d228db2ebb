import { beforeEach, describe } from 'vitest';
import type { Ledger } from '../../../harness/order-summary/ledger.ts';
import { receiptContract } from './order-summary-store/receipt.contract.ts';
import { recordContract } from './order-summary-store/record.contract.ts';

/** Cases of every OrderSummaryStore. @param create makes an empty one, and the outbox of its events. */
export const orderSummaryStoreContract = (create: () => Promise<Ledger>): void => {
  describe('OrderSummaryStore', () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await create();
    });
    recordContract(() => ledger);
    receiptContract(() => ledger);
  });
};
