import { unpaidOrdersContract } from '../lib/app/ports/unpaid-orders-reader.contract.ts';
import { createMemoryDatabase } from './memory-database.ts';

unpaidOrdersContract(async () => createMemoryDatabase());
