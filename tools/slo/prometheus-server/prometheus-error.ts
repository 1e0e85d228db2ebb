/** Prometheus cannot be run here; the message says what to do about it. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError';
}
