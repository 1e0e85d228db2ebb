import type { HealthCheck } from '../health-check.ts';
import type { DependencyPolicy } from './dependency-policy.ts';

/** Whether a dependency's circuit lets calls through. Calls nobody: a probe is the circuit's own business. */
export const createCircuitHealthCheck = ({
  name,
  state,
}: Pick<DependencyPolicy, 'name' | 'state'>): HealthCheck => ({
  name,
  async check() {
    const present = await state();
    if (present === 'open') throw new Error(`the circuit of ${name} is open`);
  },
});
