import { createMemoryDatabase } from '../../../../lib/adapters/memory/database.ts';
import { orderStoreContract } from '../../app/ports/order-store.contract.ts';

orderStoreContract(async () => createMemoryDatabase());
