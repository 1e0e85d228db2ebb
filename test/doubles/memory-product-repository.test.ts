import { productRepositoryContract } from '../lib/app/ports/product-repository.contract.ts';
import { createMemoryProductRepository } from './memory-product-repository.ts';

productRepositoryContract(async () => createMemoryProductRepository());
