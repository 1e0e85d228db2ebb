import type { Dependency } from '../../contract/dependencies.ts';
import type { ContextLogger } from '../../observability/context-logger.ts';
import { logEvents } from '../../observability/log-events.ts';
import type { MetricsRecorder } from '../../observability/metrics-recorder.ts';
import type { CircuitTransition } from '../../resilience/circuit-breaker.ts';

/** Logs and counts what the circuit breaker of a dependency does. */
export const createCircuitTelemetry =
  (dependency: Dependency, logger: Pick<ContextLogger, 'warn'>, metrics: MetricsRecorder) =>
  ({ from, to, origin }: CircuitTransition): void => {
    logger.warn(logEvents.circuitChanged, { dependency, from, to, origin });
    // What another environment did, it has counted itself.
    if (origin === 'own') {
      metrics.increment('order_service_circuit_transitions_total', { dependency, state: to });
    }
  };
