import { circuitStateStoreContract } from '../lib/platform/resilience/circuit.store.contract.ts';
import { createMemoryCircuitStateStore } from './memory-circuit-state-store.ts';

circuitStateStoreContract(async () => createMemoryCircuitStateStore());
