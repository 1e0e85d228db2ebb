import { Duration } from 'aws-cdk-lib';
import { Color, MathExpression, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { metrics } from '../../../lib/contract/metrics.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { metricOf } from '../metric-of.ts';
import type { ServiceObjective } from '../slo-alarms.ts';
import { percentGood } from '../slo-events.ts';
import { sumOf } from '../sum-of.ts';
import { graph, heading, type Row } from './graph.ts';
import { lowestRatio, volume } from './slo-section.ts';

const hour = Duration.hours(1);
/** Its own range: the business asks about a week where the person on call looks at hours. */
const week = '-P7D';
const { source: sources, customer_type: customerTypes } = metrics.orders_created_total.labels;
const statuses = ['confirmed', 'shipped', 'delivered', 'cancelled', 'expired'] as const;

/** `orders_created_total` has a series for each source and kind of customer; every order also has one value. */
const placed = metricOf(
  'order_value_dollars',
  {},
  { statistic: 'SampleCount', period: hour, label: 'placed' },
);
const bySource = sources.map((source) =>
  sumOf(
    source,
    customerTypes.map((customer_type) =>
      metricOf('orders_created_total', { source, customer_type }, { period: hour }),
    ),
  ),
);
const byCustomer = customerTypes.map((customer_type) =>
  sumOf(
    customer_type,
    sources.map((source) => metricOf('orders_created_total', { source, customer_type }, { period: hour })),
  ),
);
const ended = (status: (typeof statuses)[number]) =>
  metricOf('order_service_orders_processed_total', { status }, { period: hour, label: status });
const value = (statistic: string, label: string) =>
  metricOf('order_value_dollars', {}, { statistic, period: hour, label });

/** Counted once a minute. Of five minutes the greatest number, so that a short crowd is seen in a week, too. */
const waiting = metricOf(
  'orders_pending',
  {},
  { statistic: 'Maximum', period: Duration.minutes(5), label: 'orders' },
);

const number = (title: string, metric: ReturnType<typeof placed.with> | MathExpression) =>
  new SingleValueWidget({
    title,
    metrics: [metric],
    setPeriodToTimeRange: true,
    start: week,
    width: 5,
    height: 3,
  });

/** The newest value. */
const numberNow = (title: string, metric: typeof waiting) =>
  new SingleValueWidget({ title, metrics: [metric], width: 4, height: 3 });

const perOrder = (status: (typeof statuses)[number], label: string) =>
  new MathExpression({
    expression: `100 * ${status} / placed`,
    usingMetrics: { [status]: ended(status), placed },
    period: hour,
    label,
  });

const payments = percentGood('payment-success', 60, '% at once');

const processing = (['p50', 'p90', 'p99'] as const).map((statistic) =>
  metricOf('order_processing_seconds', {}, { statistic, period: hour, label: statistic }),
);

const targetLine = ({ target }: Pick<ServiceObjective, 'target'>) => ({
  value: Number(target),
  label: `target ${target} %`,
  color: Color.GREEN,
});

/** Number, value, payment and status of orders. */
export const businessSection = (): readonly Row[] => [
  heading(
    'Orders',
    'The last seven days, at any time range of the dashboard. Unpaid orders are counted once a minute; the number is the maximum of the last five minutes, and absent while there are none.',
  ),
  [
    number('Orders placed', placed.with({ label: 'orders' })),
    number('Value of orders placed', value('Sum', 'dollars')),
    number('Average order', value('Average', 'dollars')),
    number('Orders confirmed', perOrder('confirmed', '% of those placed')),
    numberNow('Unpaid orders now', waiting),
  ],
  [
    graph('Orders by source', bySource, { width: 8, stacked: true, unit: 'orders per hour', since: week }),
    graph('Orders by customer type', byCustomer, {
      width: 8,
      stacked: true,
      unit: 'orders per hour',
      since: week,
    }),
    graph('Value of orders placed', [value('Sum', 'dollars')], {
      width: 8,
      unit: 'dollars per hour',
      since: week,
    }),
  ],
  [
    graph('Unpaid orders', [waiting], { width: 8, unit: 'orders', since: week }),
    graph('Orders by new status', statuses.map(ended), { width: 8, unit: 'orders per hour', since: week }),
    graph(
      'Expired and cancelled orders, of orders placed',
      [perOrder('expired', '% expired'), perOrder('cancelled', '% cancelled')],
      { width: 8, unit: '%', since: week },
    ),
  ],
  [
    graph('Value of an order', [value('p50', 'p50'), value('p90', 'p90'), value('p99', 'p99')], {
      width: 6,
      unit: 'dollars',
      since: week,
    }),
    graph('Time from order to delivery', processing, { width: 6, unit: 'seconds', since: week }),
    graph('Successful payments', [payments], {
      width: 6,
      unit: '%, without declined payments',
      since: week,
      min: lowestRatio(slos['payment-success']),
      max: 100,
      lines: [targetLine(slos['payment-success'])],
    }),
    volume('payment-success', 6, week),
  ],
];
