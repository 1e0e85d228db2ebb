interface Example {
  readonly what: string;
  readonly expr: string;
}

const examples: readonly Example[] = [
  {
    what: 'What is left of each error budget',
    expr: 'sum by (sloth_slo) (slo:period_error_budget_remaining:ratio)',
  },
  {
    what: 'How long the slowest hundredth of requests takes, by route',
    expr: 'histogram_quantile(0.99, sum by (le, endpoint) (rate(order_service_request_duration_seconds_bucket[5m])))',
  },
  { what: 'Alerts', expr: 'ALERTS' },
];

/** What is printed when Prometheus runs: where it is, and what to ask it. */
export const startMessage = (url: string, serviceUrl: string): string =>
  [
    '',
    `Prometheus is ready at ${url} and scrapes ${serviceUrl}`,
    '',
    ...examples.flatMap(({ what, expr }) => [
      `${what}:`,
      `  ${expr}`,
      `  ${url}/graph?g0.tab=1&g0.expr=${encodeURIComponent(expr)}`,
      '',
    ]),
    `Targets: ${url}/targets   Rules: ${url}/rules   Alerts: ${url}/alerts   Stop: Ctrl-C`,
    '',
  ].join('\n');
