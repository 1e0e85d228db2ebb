import type { Dependency } from '../../contract/service.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import type { CircuitTransition } from '../../platform/resilience/circuit-breaker.ts';

/** Logs and counts the transitions of a dependency's circuit breaker. */
export const createCircuitTelemetry =
  (dependency: Dependency, logger: Pick<ContextLogger, 'warn'>, metrics: MetricsRecorder) =>
  ({ from, to, origin }: CircuitTransition): void => {
    logger.warn(logEvents.circuitChanged, { dependency, from, to, origin });
    // Each environment counts its own transitions.
    if (origin === 'own') {
      metrics.increment('order_service_circuit_transitions_total', { dependency, state: to });
    }
  };
