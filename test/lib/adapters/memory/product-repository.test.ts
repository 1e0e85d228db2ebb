import { createMemoryProductRepository } from '../../../../lib/adapters/memory/product-repository.ts';
import { productRepositoryContract } from '../../app/ports/product-repository.contract.ts';

productRepositoryContract(async () => createMemoryProductRepository());
