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

/** Alerts on the pipelines of counters and events, which the objectives depend on. */
export const pipelineAlerts: readonly AlertRule[] = [
  rule('metrics-silent', 'page', {
    expr: `time() - ${lastIngested} > ${staleSeconds}`,
    for: '1m',
    annotations: {
      summary: 'No counters arrive, so no objective can be judged.',
      description: 'The newest aggregated log line is {{ $value | humanizeDuration }} old.',
      runbook: 'docs/runbooks/metrics-pipeline.md#metrics-silent',
    },
  }),
  rule('metrics-absent', 'page', {
    expr: `absent(${lastIngested})`,
    for: durationText(unscrapableSeconds),
    annotations: {
      summary: 'The service cannot be scraped, so no objective can be judged.',
      description: `No series ${lastIngested} for ${durationText(unscrapableSeconds)}.`,
      runbook: 'docs/runbooks/metrics-pipeline.md#metrics-silent',
    },
  }),
  rule('metrics-malformed', 'ticket', {
    expr: `increase(${malformed}[1h]) > 0`,
    annotations: {
      summary: 'Malformed counter lines.',
      description:
        'About {{ $value | humanize }} malformed counter lines in the last hour. Their counts are missing.',
      runbook: 'docs/runbooks/metrics-pipeline.md#aggregator-dropping',
    },
  }),
  rule('orders-quarantined', 'ticket', {
    expr: `increase(${quarantined}[1h]) > 0`,
    annotations: {
      summary: 'Orders are in quarantine: their events are not published.',
      description: 'About {{ $value | humanize }} orders were quarantined in the last hour.',
      runbook: 'docs/runbooks/event-path.md#orders-quarantined',
    },
  }),
  rule('canary-lost', 'page', {
    expr: `increase(${lost}[10m]) >= 2`,
    annotations: {
      summary: 'The bus accepts events and does not deliver them.',
      description:
        'About {{ $value | humanize }} canary events of the last 10 minutes did not return in time.',
      runbook: 'docs/runbooks/event-path.md#canary-lost',
    },
  }),
  rule('canary-silent', 'ticket', {
    expr: `increase(${returned}[15m]) == 0`,
    annotations: {
      summary: 'No canary event has returned for 15 minutes.',
      description:
        'No event was sent or none was delivered: it is unknown whether events reach their consumers.',
      runbook: 'docs/runbooks/event-path.md#canary-lost',
    },
  }),
];
