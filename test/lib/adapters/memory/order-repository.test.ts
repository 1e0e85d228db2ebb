import { createMemoryOrderRepository } from '../../../../lib/adapters/memory/order-repository.ts';
import { orderRepositoryContract } from '../../app/ports/order-repository.contract.ts';

orderRepositoryContract(async () => createMemoryOrderRepository());
