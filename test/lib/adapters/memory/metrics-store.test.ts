import { describe } from 'vitest';
import { createMemoryMetricsStore } from '../../../../lib/adapters/memory/metrics-store.ts';
import { metricsStoreContract } from '../../app/ports/metrics-store.contract.ts';

describe('in memory', () => {
  metricsStoreContract(async () => createMemoryMetricsStore());
});
