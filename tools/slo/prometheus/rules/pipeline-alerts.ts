import type { Severity } from '../../../../lib/slo/burn-alerts.ts';
import { orderService } from '../../order-service-declaration.ts';
import { unscrapableSeconds } from './absence.ts';
import type { AlertRule } from './rule.ts';
import { series } from './series.ts';
import { durationText } from './timing.ts';

const lastIngested = series(orderService.series.lastIngested);
const lost = series(orderService.series.canaries, { outcome: 'lost' });
const returned = series(orderService.series.canaries, { outcome: 'returned' });
const quarantined = series(orderService.series.ordersQuarantined);
const malformed = series(orderService.series.lines, { outcome: 'malformed' });

/** Scheduled functions log every minute, so that a whole one of these without a line means a broken pipeline. */
const staleSeconds = 300;

const rule = (alert: string, severity: Severity, rest: Omit<AlertRule, 'alert' | 'labels'>): AlertRule => ({
  alert,
  labels: { sloth_service: orderService.name, sloth_severity: severity, severity, owner: orderService.name },
  ...rest,
});

/** Alerts on what the objectives rest on: that events and counters arrive at all. */
export const pipelineAlerts: readonly AlertRule[] = [
  rule('metrics-silent', 'page', {
    expr: `time() - ${lastIngested} > ${staleSeconds}`,
    for: '1m',
    annotations: {
      summary: 'Counters no longer arrive, so that no objective can be judged.',
      description: 'The newest aggregated log line is {{ $value | humanizeDuration }} old.',
      runbook: 'docs/runbooks/metrics-pipeline.md#metrics-silent',
    },
  }),
  rule('metrics-absent', 'page', {
    expr: `absent(${lastIngested})`,
    for: durationText(unscrapableSeconds),
    annotations: {
      summary: 'The service cannot be scraped, so that no objective can be judged.',
      description: `No series ${lastIngested} for ${durationText(unscrapableSeconds)}.`,
      runbook: 'docs/runbooks/metrics-pipeline.md#metrics-silent',
    },
  }),
  rule('metrics-malformed', 'ticket', {
    expr: `increase(${malformed}[1h]) > 0`,
    annotations: {
      summary: 'Log lines with counters cannot be read.',
      description: 'About {{ $value | humanize }} of them in the last hour. Their counters are missing.',
      runbook: 'docs/runbooks/metrics-pipeline.md#aggregator-dropping',
    },
  }),
  rule('orders-quarantined', 'ticket', {
    expr: `increase(${quarantined}[1h]) > 0`,
    annotations: {
      summary: 'Events of orders are quarantined and not published.',
      description: 'About {{ $value | humanize }} orders were put there in the last hour.',
      runbook: 'docs/runbooks/event-path.md#orders-quarantined',
    },
  }),
  rule('canary-lost', 'page', {
    expr: `increase(${lost}[10m]) >= 2`,
    annotations: {
      summary: 'Events are accepted by the bus and do not arrive.',
      description:
        'About {{ $value | humanize }} synthetic events of the last 10 minutes did not come back in time.',
      runbook: 'docs/runbooks/event-path.md#canary-lost',
    },
  }),
  rule('canary-silent', 'ticket', {
    expr: `increase(${returned}[15m]) == 0`,
    annotations: {
      summary: 'No synthetic event has come back for 15 minutes.',
      description: 'None was sent, or none arrives: whether events reach their consumers is not known.',
      runbook: 'docs/runbooks/event-path.md#canary-lost',
    },
  }),
];
