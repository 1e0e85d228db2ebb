import { dependencies } from '../../../lib/contract/service.ts';
import { metricOf } from '../metric-of.ts';
import { type Monitored, tableDefinitions } from '../monitored.ts';
import { indexMetric, tableMetric, tableOperationMetric } from '../platform-metrics.ts';
import { graph, heading, type Row } from './graph.ts';

const tables = ['ordersTable', 'eventsTable', 'metricsTable'] as const;

const transitions = (title: string, state: 'open' | 'closed') =>
  graph(
    title,
    dependencies.map((dependency) =>
      metricOf('order_service_circuit_transitions_total', { dependency, state }, { label: dependency }),
    ),
    { width: 6, unit: 'per 5 minutes' },
  );

/** What the service depends on. */
export const dependencySection = ({ tableNames }: Monitored): readonly Row[] => [
  heading(
    'Dependencies',
    'Attempts that were repeated are not counted one by one: a dependency that needs many opens its circuit, and shows in the duration of requests.',
  ),
  [
    transitions('Circuits that opened', 'open'),
    transitions('Circuits that closed again', 'closed'),
    graph(
      'DynamoDB: throttled',
      tables.flatMap((table) => [
        tableMetric('ReadThrottleEvents', tableNames[table], { label: `${table}, reads` }),
        tableMetric('WriteThrottleEvents', tableNames[table], { label: `${table}, writes` }),
        ...Object.keys(tableDefinitions[table].indexes).flatMap((indexName) => {
          const index = { tableName: tableNames[table], indexName };
          return [
            indexMetric('ReadThrottleEvents', index, { label: `${table}, reads of ${indexName}` }),
            indexMetric('WriteThrottleEvents', index, { label: `${table}, writes to ${indexName}` }),
          ];
        }),
      ]),
      { width: 6, unit: 'per 5 minutes' },
    ),
    graph(
      'DynamoDB: latency',
      [
        tableOperationMetric('SuccessfulRequestLatency', tableNames.ordersTable, 'TransactWriteItems', {
          statistic: 'Average',
          label: 'orders, transactions',
        }),
        tableOperationMetric('SuccessfulRequestLatency', tableNames.ordersTable, 'Query', {
          statistic: 'Average',
          label: 'orders, queries',
        }),
        tableOperationMetric('SuccessfulRequestLatency', tableNames.ordersTable, 'GetItem', {
          statistic: 'Average',
          label: 'orders, items',
        }),
      ],
      { width: 6, unit: 'milliseconds' },
    ),
  ],
];
