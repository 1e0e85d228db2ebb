import { createMemoryCircuitStateStore } from '../../../../lib/adapters/memory/circuit-state-store.ts';
import { circuitStateStoreContract } from '../../resilience/circuit-state-store.contract.ts';

circuitStateStoreContract(async () => createMemoryCircuitStateStore());
