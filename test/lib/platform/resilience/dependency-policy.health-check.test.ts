import { describe, expect, it } from 'vitest';
import type { CircuitState } from '../../../../lib/platform/resilience/circuit.ts';
import { createCircuitHealthCheck } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const checkOf = (state: CircuitState) =>
  createCircuitHealthCheck({ name: 'payment-gateway', state: async () => state });

describe('createCircuitHealthCheck', () => {
  it('has the name of its dependency', () => {
    expect(checkOf('closed').name).toBe('payment-gateway');
  });

  it.each(['closed', 'half-open'] as const)('passes while the circuit is %s', async (state) => {
    await expect(checkOf(state).check(calmly)).resolves.toBeUndefined();
  });

  it('fails while the circuit is open', async () => {
    await expect(checkOf('open').check(calmly)).rejects.toThrow('the circuit of payment-gateway is open');
  });

  it('fails when the state of the circuit cannot be read', async () => {
    const check = createCircuitHealthCheck({
      name: 'payment-gateway',
      state: async () => {
        throw new Error('unknown');
      },
    });
    await expect(check.check(calmly)).rejects.toThrow('unknown');
  });
});
