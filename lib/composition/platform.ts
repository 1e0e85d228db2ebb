import { createOrderTelemetry } from '../adapters/telemetry/order-telemetry.ts';
import { metricsNamespace, serviceName } from '../contract/service.ts';
import { readEnvironment } from '../env.ts';
import { createContextLogger } from '../observability/context-logger.ts';
import { createEmfMetrics } from '../observability/emf-metrics.ts';
import { once } from './once.ts';

export const environment = readEnvironment();
export const { region } = environment;
export const clock = Date.now;
export const logger = createContextLogger(serviceName, environment.logLevel);
export const metrics = createEmfMetrics({ service: serviceName, namespace: metricsNamespace }, (line) => {
  process.stdout.write(`${line}\n`);
});
export const telemetry = /* @__PURE__ */ once(() => createOrderTelemetry(logger, metrics));
