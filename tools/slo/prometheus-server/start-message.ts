import { orderService } from '../order-service-declaration.ts';

interface Example {
  readonly title: string;
  readonly expr: string;
}

const examples: readonly Example[] = [
  {
    title: 'Remaining error budget of each objective',
    expr: 'sum by (sloth_slo) (slo:period_error_budget_remaining:ratio)',
  },
  {
    title: '99th percentile of the response time, by route',
    expr: `histogram_quantile(0.99, sum by (le, endpoint) (rate(${orderService.series.requestDuration}_bucket[5m])))`,
  },
  { title: 'Alerts', expr: 'ALERTS' },
];

/** The message of a running Prometheus: its address and example queries. */
export const startMessage = (url: string, serviceUrl: string): string =>
  [
    '',
    `Prometheus is ready at ${url} and scrapes ${serviceUrl}`,
    '',
    ...examples.flatMap(({ title, expr }) => [
      `${title}:`,
      `  ${expr}`,
      `  ${url}/graph?g0.tab=1&g0.expr=${encodeURIComponent(expr)}`,
      '',
    ]),
    `Targets: ${url}/targets   Rules: ${url}/rules   Alerts: ${url}/alerts   Stop: Ctrl-C`,
    '',
  ].join('\n');
