import { Duration } from 'aws-cdk-lib';
import { Color } from 'aws-cdk-lib/aws-cloudwatch';
import { busRuleEntries } from '../../../lib/contract/bus-rules.ts';
import { queueEntries } from '../../../lib/contract/queues.ts';
import { backlogJobIds } from '../../../lib/contract/service.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { deadLetterQueueName, functionName, queueName, ruleDeadLetterQueueName } from '../../names.ts';
import { metricOf } from '../metric-of.ts';
import type { Monitored } from '../monitored.ts';
import { functionMetric, waitingMessages } from '../platform-metrics.ts';
import { graph, heading, type Row } from './graph.ts';

const delays = (['p50', 'p99'] as const).map((statistic) =>
  metricOf('order_service_event_publish_delay_seconds', {}, { statistic, label: statistic }),
);

const published = (['accepted', 'failed', 'repeated'] as const).map((outcome) =>
  metricOf('order_service_events_published_total', { outcome }, { label: outcome }),
);

const canaries = (['returned', 'lost'] as const).map((outcome) =>
  metricOf('order_service_canary_total', { outcome }, { label: outcome }),
);

/** The event path: from the table through the relay and the bus to the queues. */
export const eventPathSection = ({ stage }: Monitored): readonly Row[] => [
  heading('Events', 'From the commit through the relay and the bus to the queues of the consumers.'),
  [
    graph(
      'Relay behind the table',
      [
        functionMetric('IteratorAge', functionName(stage, 'relay-events'), {
          statistic: 'Maximum',
          period: Duration.minutes(1),
          label: 'oldest record',
        }),
      ],
      { width: 8, unit: 'milliseconds', lines: [{ value: 60_000, label: 'alarm', color: Color.RED }] },
    ),
    graph('From commit to bus', delays, {
      width: 8,
      unit: 'seconds',
      lines: [
        {
          value: slos['event-freshness'].indicator.deadlineMs / 1_000,
          label: 'objective',
          color: Color.GREEN,
        },
      ],
    }),
    graph(
      'Published events',
      [...published, metricOf('order_service_orders_quarantined_total', {}, { label: 'orders quarantined' })],
      {
        width: 8,
        unit: 'per 5 minutes',
      },
    ),
  ],
  [
    graph(
      'Oldest late work of the scheduled jobs',
      backlogJobIds.map((job) =>
        metricOf('order_service_job_oldest_due_seconds', { job }, { statistic: 'Maximum', label: job }),
      ),
      { width: 24, unit: 'seconds' },
    ),
  ],
  [
    graph('Canaries', canaries, { width: 8, stacked: true, unit: 'per 5 minutes' }),
    graph(
      'Queue backlog',
      queueEntries.map(([name]) => waitingMessages(queueName(stage, name), { label: name })),
      { width: 8, unit: 'messages' },
    ),
    graph(
      'Dead letters',
      [
        ...queueEntries.map(([name]) => waitingMessages(deadLetterQueueName(stage, name), { label: name })),
        ...busRuleEntries.map(([name]) =>
          waitingMessages(ruleDeadLetterQueueName(stage, name), { label: `rule ${name}` }),
        ),
      ],
      { width: 8, unit: 'messages' },
    ),
  ],
];
