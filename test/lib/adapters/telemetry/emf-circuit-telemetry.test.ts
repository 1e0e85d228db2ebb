import { describe, expect, it } from 'vitest';
import { createCircuitTelemetry } from '../../../../lib/adapters/telemetry/emf-circuit-telemetry.ts';
import type { CircuitTransition } from '../../../../lib/platform/resilience/circuit-breaker.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const telling = (transition: CircuitTransition) => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  createCircuitTelemetry('payment-gateway', logger, metrics)(transition);
  return { lines: logger.lines, samples: metrics.recorded() };
};

describe('createCircuitTelemetry', () => {
  it('logs and counts each transition of this environment’s circuit', () => {
    const { lines, samples } = telling({
      dependency: 'payment-gateway',
      from: 'closed',
      to: 'open',
      origin: 'own',
    });
    expect(lines).toMatchObject([
      {
        level: 'warn',
        fields: { dependency: 'payment-gateway', from: 'closed', to: 'open', origin: 'own' },
      },
    ]);
    expect(samples).toEqual([
      {
        name: 'order_service_circuit_transitions_total',
        labels: { dependency: 'payment-gateway', state: 'open' },
        value: 1,
      },
    ]);
  });

  it('logs, but does not count again, a transition of another environment', () => {
    const { lines, samples } = telling({
      dependency: 'payment-gateway',
      from: 'open',
      to: 'closed',
      origin: 'shared',
    });
    expect(lines).toHaveLength(1);
    expect(samples).toEqual([]);
  });
});
