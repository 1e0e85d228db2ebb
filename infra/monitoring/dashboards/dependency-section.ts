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

/** The dependencies of the service: circuits and DynamoDB. */
export const dependencySection = ({ tableNames }: Monitored): readonly Row[] => [
  heading(
    'Dependencies',
    'Retries after failures have no metric: a dependency that needs many opens its circuit, and requests take longer.',
  ),
  [
    transitions('Circuits opened', 'open'),
    transitions('Circuits closed', 'closed'),
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
  [
    graph(
      'DynamoDB: attempts of the service in conflict or throttled',
      [
        metricOf('order_service_transaction_conflicts_total', {}, { label: 'conflicts' }),
        metricOf('order_service_database_throttled_total', {}, { label: 'throttled' }),
      ],
      { width: 12, unit: 'per 5 minutes' },
    ),
    graph(
      'Payment gateway: configuration errors',
      [metricOf('order_service_payment_configuration_errors_total', {}, { label: 'configuration errors' })],
      { width: 12, unit: 'per 5 minutes' },
    ),
  ],
];
