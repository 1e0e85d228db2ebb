import { orderStoreContract } from '../lib/app/ports/order-store.contract.ts';
import { createMemoryDatabase } from './memory-database.ts';

orderStoreContract(async () => createMemoryDatabase());
