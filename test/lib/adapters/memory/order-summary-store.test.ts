import { describe } from 'vitest';
import { createMemoryLedger } from '../../app/order-summary/memory-ledger.ts';
import { orderSummaryStoreContract } from '../../app/ports/order-summary-store.contract.ts';

describe('the in-memory', () => {
  orderSummaryStoreContract(async () => createMemoryLedger());
});
