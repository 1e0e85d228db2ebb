import { customerTypes, orderSources } from '../domain/order-attributes.ts';
import { circuitStates, dependencies } from './dependencies.ts';
import { type ErrorCode, errorRegistry } from './errors/registry.ts';
import { type Endpoint, type HttpMethod, routes } from './routes.ts';

interface MetricBase {
  readonly help: string;
  /** Label name → every value that it can take. Closed, so that the number of series is known. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

interface CounterDefinition extends MetricBase {
  readonly type: 'counter';
}

interface HistogramDefinition extends MetricBase {
  readonly type: 'histogram';
  readonly unit: 'seconds' | 'dollars';
  /** Upper bounds, ascending, without +Inf. */
  readonly buckets: readonly number[];
}

export type MetricDefinition = CounterDefinition | HistogramDefinition;

const definitions = Object.values(routes);
const methods = [...new Set(definitions.map(({ method }) => method))] as readonly HttpMethod[];
const endpoints = [...new Set(definitions.map(({ path }) => path))] as readonly Endpoint[];
const errorCodes = Object.keys(errorRegistry) as readonly ErrorCode[];
const requestOutcomes = ['success', 'error'] as const;

/** The metric catalogue. A name, a label or a label value that is not here cannot be recorded. */
export const metrics = {
  order_service_requests_total: {
    type: 'counter',
    help: 'Requests by route and outcome; a status from 400 up is an error.',
    labels: { method: methods, endpoint: endpoints, status: requestOutcomes },
  },
  order_service_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from the start of an invocation to its response.',
    unit: 'seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    labels: { method: methods, endpoint: endpoints },
  },
  order_service_errors_total: {
    type: 'counter',
    help: 'Requests that ended in an error, by the code of the error registry.',
    labels: { code: errorCodes },
  },
  order_service_circuit_transitions_total: {
    type: 'counter',
    help: 'Transitions of circuit breakers, by the state that they led to.',
    labels: { dependency: dependencies, state: circuitStates },
  },
  orders_created_total: {
    type: 'counter',
    help: 'Orders placed.',
    labels: { source: orderSources, customer_type: customerTypes },
  },
  order_value_dollars: {
    type: 'histogram',
    help: 'Total of an order when it is placed.',
    unit: 'dollars',
    buckets: [10, 25, 50, 100, 250, 500, 1000, 2500, 5000],
    labels: {},
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metrics;
type NamesOfType<T extends MetricDefinition['type']> = {
  [N in MetricName]: (typeof metrics)[N]['type'] extends T ? N : never;
}[MetricName];
export type CounterName = NamesOfType<'counter'>;
export type HistogramName = NamesOfType<'histogram'>;

type LabelName<N extends MetricName> = keyof (typeof metrics)[N]['labels'] & string;

/** The labels that a metric takes, each with its closed set of values. */
export type MetricLabels<N extends MetricName> = [LabelName<N>] extends [never]
  ? Readonly<Record<string, never>>
  : {
      readonly [L in LabelName<N>]: (typeof metrics)[N]['labels'][L] extends readonly (infer V extends
        string)[]
        ? V
        : never;
    };
