import { describe } from 'vitest';
import { createMemoryLedger } from '../harness/order-summary/memory-ledger.ts';
import { orderSummaryStoreContract } from '../lib/app/ports/order-summary-store.contract.ts';

describe('the in-memory', () => {
  orderSummaryStoreContract(async () => createMemoryLedger());
});
