import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { dependencies } from '../../../lib/contract/service.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { metricOf } from '../metric-of.ts';
import { sloEvents } from '../slo-events.ts';

const repeatedly = {
  severity: 'ticket',
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0,
  breaching: 2,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
} as const;

const circuits = (): AlarmDeclaration[] =>
  dependencies.map((dependency) => ({
    ...repeatedly,
    id: `circuit-open-${dependency}`,
    meaning: `The circuit breaker of ${dependency} opens repeatedly: its calls fail at once.`,
    runbook: 'dependencies.md#circuit-open',
    metric: metricOf('order_service_circuit_transitions_total', { dependency, state: 'open' }),
  }));

/**
 * Counted by the service's own client, at each attempt: DynamoDB has a metric of each operation of each table. Internal errors of
 * DynamoDB have no alarm: calls are repeated, and where that does not help, the circuit opens and clients get SYS-002.
 */
const database = (): AlarmDeclaration => ({
  ...repeatedly,
  id: 'database-throttled',
  meaning: 'DynamoDB throttles requests: to a table, to one of its indexes or to one of its keys.',
  runbook: 'dependencies.md#database-throttled',
  metric: metricOf('order_service_database_throttled_total', {}),
});

/** Where outcomes are unknown, other payments fail: the circuit opens. */
const payments = (): AlarmDeclaration => ({
  id: 'payments-unknown',
  severity: 'ticket',
  meaning:
    'For 15 minutes payments have failed by the service or its gateway; others may have an unknown outcome, with customers’ money reserved.',
  runbook: 'dependencies.md#payments-unknown',
  metric: sloEvents('payment-success', 5).bad,
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 3,
  breaching: 3,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});

/** One wrong key or account stops every payment, and no circuit opens. */
const paymentConfiguration = (): AlarmDeclaration => ({
  id: 'payment-configuration',
  severity: 'page',
  meaning: 'The payment gateway rejects our key, account or requests: payments fail until we correct it.',
  runbook: 'dependencies.md#payment-configuration',
  metric: metricOf('order_service_payment_configuration_errors_total', {}),
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 3,
  breaching: 1,
  of: 1,
  missing: TreatMissingData.NOT_BREACHING,
});

/** A wrong secret refuses every webhook; payments are settled all the same, by the reconciler. */
const webhooks = (): AlarmDeclaration => ({
  id: 'webhooks-refused',
  severity: 'ticket',
  meaning:
    'For 15 minutes webhooks have been refused: the signing secret is wrong, or another sender forges them. Payments are settled later than usual.',
  runbook: 'dependencies.md#webhooks-refused',
  metric: metricOf('order_service_errors_total', { code: 'VAL-003' }),
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 3,
  breaching: 3,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});

/** Alarms of the dependencies. */
export const dependencyAlarms = (): readonly AlarmDeclaration[] => [
  ...circuits(),
  database(),
  payments(),
  paymentConfiguration(),
  webhooks(),
];
