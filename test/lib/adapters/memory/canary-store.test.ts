import { describe } from 'vitest';
import { createMemoryCanaryStore } from '../../../../lib/adapters/memory/canary-store.ts';
import { canaryStoreContract } from '../../app/ports/canary-store.contract.ts';

describe('the in-memory', () => {
  canaryStoreContract(async () => createMemoryCanaryStore());
});
