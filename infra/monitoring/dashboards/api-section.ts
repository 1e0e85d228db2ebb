import { Duration } from 'aws-cdk-lib';
import { Color } from 'aws-cdk-lib/aws-cloudwatch';
import type { ErrorCode } from '../../../lib/contract/errors/registry.ts';
import { errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { functionName } from '../../names.ts';
import { metricOf } from '../metric-of.ts';
import { type FunctionClass, functionClasses, type Monitored } from '../monitored.ts';
import { apiMetric, functionMetric } from '../platform-metrics.ts';
import { sumOf } from '../sum-of.ts';
import { graph, heading, type Row } from './graph.ts';

const minute = Duration.minutes(1);
type CountedRouteId = {
  [Id in RouteId]: (typeof routes)[Id] extends { readonly uncounted: true } ? never : Id;
}[RouteId];

const countedRouteIds = (Object.keys(routes) as readonly RouteId[]).filter(
  (id): id is CountedRouteId => !('uncounted' in routes[id]),
);
const codes = Object.keys(errorRegistry) as readonly ErrorCode[];
const classes = Object.keys(functionClasses) as readonly FunctionClass[];

const latency = (statistic: string) =>
  countedRouteIds.map((id) => {
    const { method, path: endpoint } = routes[id];
    return metricOf('order_service_request_duration_seconds', { method, endpoint }, { statistic, label: id });
  });

const latencyGraph = (statistic: string) =>
  graph(`Duration by route, ${statistic}`, latency(statistic), {
    width: 8,
    unit: 'seconds',
    lines: [
      {
        value: slos['order-latency'].indicator.thresholdMs / 1_000,
        label: 'objective of create-order',
        color: Color.GREEN,
      },
    ],
  });

const perClass = (name: 'Errors' | 'Throttles', { stage }: Monitored) =>
  classes.map((functionClass) =>
    sumOf(
      functionClass,
      functionClasses[functionClass].map((id) => functionMetric(name, functionName(stage, id))),
    ),
  );

/** Requests, latency and errors: at the gateway, and by route in the functions. */
export const apiSection = (monitored: Monitored): readonly Row[] => {
  const { apiId } = monitored;
  return [
    heading(
      'Requests',
      'The gateway also counts requests that reach no function; the functions report the error code.',
    ),
    [
      graph(
        'Requests at the gateway',
        [
          apiMetric('Count', apiId, { period: minute, label: 'all' }),
          apiMetric('4xx', apiId, { period: minute, label: '4xx' }),
          apiMetric('5xx', apiId, { period: minute, label: '5xx' }),
        ],
        { width: 8, unit: 'requests per minute' },
      ),
      graph(
        'Latency at the gateway',
        [
          apiMetric('Latency', apiId, { statistic: 'p50', label: 'total, p50' }),
          apiMetric('Latency', apiId, { statistic: 'p99', label: 'total, p99' }),
          apiMetric('IntegrationLatency', apiId, { statistic: 'p99', label: 'functions, p99' }),
        ],
        { width: 8, unit: 'milliseconds' },
      ),
      graph(
        'Errors by code',
        codes.map((code) => metricOf('order_service_errors_total', { code }, { label: code })),
        { width: 8, stacked: true, unit: 'requests per 5 minutes' },
      ),
    ],
    [latencyGraph('p50'), latencyGraph('p90'), latencyGraph('p99')],
    [
      graph('Invocations that failed', perClass('Errors', monitored), { width: 12, unit: 'per 5 minutes' }),
      graph('Invocations that were refused', perClass('Throttles', monitored), {
        width: 12,
        unit: 'per 5 minutes',
      }),
    ],
  ];
};
