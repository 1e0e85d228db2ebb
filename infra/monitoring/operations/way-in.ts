import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDeclaration, BandDeclaration } from '../alarm-board.ts';
import { metricOf, requestsOf } from '../metric-of.ts';
import type { Monitored } from '../monitored.ts';
import { apiMetric } from '../platform-metrics.ts';

/** A deployment that places synthetic orders has one every five minutes. */
const syntheticOrder = (): AlarmDeclaration => ({
  id: 'synthetic-order-absent',
  severity: 'page',
  meaning:
    'No synthetic order was placed and cancelled through the public address for 20 minutes: clients cannot order, or the job does not run.',
  runbook: 'way-in.md#synthetic-order-absent',
  metric: metricOf(
    'order_service_synthetic_orders_total',
    { outcome: 'completed' },
    { period: Duration.minutes(10) },
  ),
  comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
  threshold: 1,
  breaching: 2,
  of: 2,
  missing: TreatMissingData.BREACHING,
});

/**
 * Traffic that goes away leaves no failed request. Synthetic orders are always there, so that no data is no traffic, and
 * what is left of them is below what clients and they are expected to be together.
 */
const traffic = ({ apiId }: Monitored): BandDeclaration => ({
  id: 'traffic-fell',
  severity: 'ticket',
  meaning: 'Far fewer requests than at the same hours before reach the gateway: clients may not find it.',
  runbook: 'way-in.md#traffic-fell',
  metric: apiMetric('Count', apiId, { period: Duration.hours(1) }),
  missing: TreatMissingData.BREACHING,
});

/** A few clients with a wrong token are theirs to mend; when most requests are refused, it is the token settings or the issuer. */
const refused = ({ apiId }: Monitored): AlarmDeclaration => ({
  id: 'requests-refused',
  severity: 'ticket',
  meaning: 'More than half of the requests are refused with 401 or 403, at least 20 in five minutes.',
  runbook: 'way-in.md#requests-refused',
  metric: new MathExpression({
    expression: 'IF(refused >= 20, refused / answers, 0)',
    usingMetrics: {
      refused: requestsOf('order_service_gateway_refused_requests'),
      answers: apiMetric('Count', apiId),
    },
    label: 'requests refused with 401 or 403',
  }),
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0.5,
  breaching: 2,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});

const throttled = (): AlarmDeclaration => ({
  id: 'requests-throttled',
  severity: 'ticket',
  meaning: 'The gateway answers 429 to at least 10 requests in five minutes: a throttle keeps clients out.',
  runbook: 'way-in.md#requests-throttled',
  metric: requestsOf('order_service_gateway_throttled_requests'),
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 10,
  breaching: 2,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});

/** Alarms that need a deployment in which there always are requests. */
export const trafficAlarms = (monitored: Monitored): readonly BandDeclaration[] =>
  monitored.stage.settings.syntheticOrders ? [traffic(monitored)] : [];

/** Alarms on the way of clients to the functions: address, gateway, tokens and throttles. */
export const wayInAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  ...(monitored.stage.settings.syntheticOrders ? [syntheticOrder()] : []),
  refused(monitored),
  throttled(),
];
