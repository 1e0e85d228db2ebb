import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { metricOf } from '../metric-of.ts';

const latest = { statistic: 'Maximum', period: Duration.minutes(15) } as const;

const over = {
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  breaching: 1,
  of: 1,
  // Without stuck money there is no data. A job that does not run at all is the subject of `function-errors`.
  missing: TreatMissingData.NOT_BREACHING,
} as const;

/** Alarms on payments and refunds that only an operator can settle. */
export const stuckPaymentAlarms = (): readonly AlarmDeclaration[] => [
  {
    ...over,
    id: 'stuck-payments',
    severity: 'ticket',
    meaning:
      'A payment or refund has no outcome, or a refund has failed, and waits for an operator: a customer’s money is affected.',
    runbook: 'payments.md#stuck-payments',
    metric: metricOf('order_service_stuck_payments', {}, latest),
    threshold: 0,
  },
  {
    ...over,
    id: 'stuck-payments-old',
    severity: 'page',
    meaning: 'A payment or refund has waited for an operator for more than two days.',
    runbook: 'payments.md#stuck-payments',
    metric: metricOf('order_service_stuck_payments_oldest_age_seconds', {}, latest),
    threshold: 2 * 24 * 60 * 60,
  },
];
