import { stockLedgerContract } from '../lib/app/ports/stock-ledger.contract.ts';
import { createMemoryDatabase } from './memory-database.ts';

stockLedgerContract(async () => createMemoryDatabase());
