import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { busRuleEntries } from '../../../lib/contract/bus-rules.ts';
import { queueEntries } from '../../../lib/contract/queues.ts';
import { deadLetterQueueName, functionName, ruleDeadLetterQueueName } from '../../names.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { metricOf } from '../metric-of.ts';
import { canaryQueue, type Monitored } from '../monitored.ts';
import { functionMetric, waitingMessages } from '../platform-metrics.ts';

/** A ticket at the first occurrence. */
const anyOf = (
  metric: IMetric,
  described: Pick<AlarmDeclaration, 'id' | 'meaning' | 'runbook' | 'outlastsMetric'>,
): AlarmDeclaration => ({
  ...described,
  severity: 'ticket',
  metric,
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0,
  breaching: 1,
  of: 1,
  missing: TreatMissingData.NOT_BREACHING,
});

const relay = ({ stage }: Monitored): AlarmDeclaration[] => [
  {
    id: 'relay-late',
    severity: 'ticket',
    meaning: 'The relay is more than a minute behind the events table: events reach the bus late.',
    runbook: 'event-path.md#relay-late',
    metric: functionMetric('IteratorAge', functionName(stage, 'relay-events'), {
      statistic: 'Maximum',
      period: Duration.minutes(1),
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 60_000,
    breaching: 3,
    of: 5,
    missing: TreatMissingData.NOT_BREACHING,
  },
  anyOf(metricOf('order_service_orders_quarantined_total', {}), {
    id: 'orders-quarantined',
    meaning:
      'Events of an order are in quarantine because their publication failed: consumers have a stale status of the order.',
    runbook: 'event-path.md#orders-quarantined',
    outlastsMetric: true,
  }),
  anyOf(functionMetric('DestinationDeliveryFailures', functionName(stage, 'relay-events')), {
    id: 'relay-dropping',
    meaning:
      'The relay gave up a batch of the stream, and the failure bucket did not take it; the sweeper publishes its events.',
    runbook: 'event-path.md#relay-dropping',
    outlastsMetric: true,
  }),
];

const canary = (): AlarmDeclaration => ({
  id: 'canary-lost',
  severity: 'page',
  meaning: 'The bus accepts canary events and does not deliver them: consumers receive no events.',
  runbook: 'event-path.md#canary-lost',
  metric: metricOf('order_service_canary_total', { outcome: 'lost' }),
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 3,
  breaching: 1,
  of: 1,
  // Without a count the metrics are blind, which is a page of its own.
  missing: TreatMissingData.NOT_BREACHING,
});

const queuesOfOrders = queueEntries.filter(([name]) => name !== canaryQueue);
const rulesOfOrders = busRuleEntries.filter(([, { queue }]) => queue !== canaryQueue);

const deadLetters = ({ stage }: Monitored): AlarmDeclaration[] => [
  ...queuesOfOrders.map(([name]) =>
    anyOf(waitingMessages(deadLetterQueueName(stage, name)), {
      id: `dead-letters-${name}`,
      meaning: `Messages of the queue ${name} failed repeatedly and are in its dead-letter queue.`,
      runbook: 'event-path.md#dead-letters',
    }),
  ),
  ...rulesOfOrders.map(([name]) =>
    anyOf(waitingMessages(ruleDeadLetterQueueName(stage, name)), {
      id: `undelivered-${name}`,
      meaning: `The bus could not deliver events of the rule ${name} to its queue; they are in the dead-letter queue of the rule.`,
      runbook: 'event-path.md#undelivered',
    }),
  ),
];

/** Alarms of the event path: table, relay, bus, queues. */
export const eventPathAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  ...relay(monitored),
  canary(),
  ...deadLetters(monitored),
];
