import { describe } from 'vitest';
import { metricsStoreContract } from '../lib/metrics/metrics-store.contract.ts';
import { createMemoryMetricsStore } from './memory-metrics-store.ts';

describe('in memory', () => {
  metricsStoreContract(async () => createMemoryMetricsStore());
});
