import { describe } from 'vitest';
import { canaryStoreContract } from '../lib/app/ports/canary-store.contract.ts';
import { createMemoryCanaryStore } from './memory-canary-store.ts';

describe('the in-memory', () => {
  canaryStoreContract(async () => createMemoryCanaryStore());
});
