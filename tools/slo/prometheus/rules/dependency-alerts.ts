import { orderService, runbookUrl } from '../../order-service-declaration.ts';
import { badEvents, perStage } from './expressions.ts';
import type { AlertRule } from './rule.ts';
import { series } from './series.ts';
import { serviceAlert } from './service-alert.ts';

const dependencies = 'docs/runbooks/dependencies.md';
const stuckPayments = runbookUrl('docs/runbooks/payments.md', 'stuck-payments');
const daysToSettle = 2;

const increase = (selected: string, range: string) => `sum ${perStage} (increase(${selected}[${range}]))`;

/** In the last five minutes, and in the ten minutes before. */
const again = (counter: string) =>
  `${increase(counter, '5m')} > 0\nand\nmax ${perStage} (increase(${counter}[10m] offset 5m)) > 0`;

/** One failure of many environments opens many circuits at once; only circuits that open again later are a lasting fault. */
const circuitOpen = (dependency: (typeof orderService.dependencies)[number]): AlertRule => {
  const opened = series(orderService.series.circuitTransitions, { dependency, state: 'open' });
  return serviceAlert(`circuit-open-${dependency}`, 'ticket', {
    expr: again(opened),
    annotations: {
      summary: `The circuit breaker of ${dependency} opens repeatedly: its calls fail at once.`,
      description:
        'It opened about {{ $value | humanize }} times in the last 5 minutes, and in the 10 minutes before.',
      runbook_url: runbookUrl(dependencies, 'circuit-open'),
    },
  });
};

/** Alerts on what payments and the dependencies need of an operator. */
export const dependencyAlerts = (): readonly AlertRule[] => [
  serviceAlert('stuck-payments', 'ticket', {
    expr: `max ${perStage} (${orderService.series.stuckPayments}) > 0`,
    annotations: {
      summary: 'Payments or refunds wait for an operator: customers’ money is affected.',
      description: '{{ $value | humanize }} payment attempts and refunds have no outcome or have failed.',
      runbook_url: stuckPayments,
    },
  }),
  serviceAlert('stuck-payments-old', 'page', {
    expr: `max ${perStage} (${orderService.series.oldestStuckSeconds}) > ${daysToSettle * 86_400}`,
    annotations: {
      summary: `A payment or refund has waited for an operator for more than ${daysToSettle} days.`,
      description: 'The oldest has waited for {{ $value | humanizeDuration }}.',
      runbook_url: stuckPayments,
    },
  }),
  serviceAlert('payment-configuration', 'page', {
    expr: `${increase(orderService.series.paymentConfigurationErrors, '5m')} >= 3`,
    annotations: {
      summary: 'The payment gateway rejects our key, account or requests: payments fail until we correct it.',
      description: 'It rejected about {{ $value | humanize }} requests in the last 5 minutes.',
      runbook_url: runbookUrl(dependencies, 'payment-configuration'),
    },
  }),
  serviceAlert('payments-unknown', 'ticket', {
    expr: `${badEvents(orderService.objectives['payment-success'], '5m')} >= 3`,
    for: '10m',
    annotations: {
      summary:
        'For 15 minutes payments have failed by the service or its gateway; others may have an unknown outcome.',
      description: 'About {{ $value | humanize }} payments failed in the last 5 minutes.',
      runbook_url: runbookUrl(dependencies, 'payments-unknown'),
    },
  }),
  serviceAlert('webhooks-refused', 'ticket', {
    expr: `${increase(series(orderService.series.errors, { code: 'VAL-003' }), '5m')} >= 3`,
    for: '10m',
    annotations: {
      summary:
        'For 15 minutes webhooks have been refused: the signing secret is wrong, or another sender forges them.',
      description: 'About {{ $value | humanize }} webhooks were refused in the last 5 minutes.',
      runbook_url: runbookUrl(dependencies, 'webhooks-refused'),
    },
  }),
  ...orderService.dependencies.map(circuitOpen),
  serviceAlert('database-throttled', 'ticket', {
    expr: again(orderService.series.databaseThrottled),
    annotations: {
      summary: 'DynamoDB throttles requests: to a table, to one of its indexes or to one of its keys.',
      description:
        'It throttled about {{ $value | humanize }} attempts in the last 5 minutes, and others in the 10 minutes before.',
      runbook_url: runbookUrl(dependencies, 'database-throttled'),
    },
  }),
];
