import { severities } from '../../../../lib/slo/burn-alerts.ts';
import { orderService, runbookUrl } from '../../order-service-declaration.ts';
import { secondsToMissScrapes } from './absence.ts';
import { dependencyAlerts } from './dependency-alerts.ts';
import { perStage } from './expressions.ts';
import type { AlertRule } from './rule.ts';
import { series } from './series.ts';
import { serviceAlert } from './service-alert.ts';
import { durationText } from './timing.ts';

const lastIngested = series(orderService.series.lastIngested);
const lost = series(orderService.series.canaries, { outcome: 'lost' });
const returned = series(orderService.series.canaries, { outcome: 'returned' });
const quarantined = series(orderService.series.ordersQuarantined);

/** Counts that no later run adds by itself. */
const missingCounts = [
  series(orderService.series.lines, { outcome: 'malformed' }),
  series(orderService.series.lines, { outcome: 'expired' }),
  series(orderService.series.givenUpBatches, { outcome: 'abandoned' }),
];

/** Scheduled functions log every minute, so that a whole one of these without a line means a broken pipeline. */
const staleSeconds = 300;

const synthetic = series(orderService.series.syntheticOrders, { outcome: 'completed' });

/** Requests that functions answered, without those of probes and scrapes, which need no client. */
const requests = `${orderService.series.requests}{endpoint!~"/health/.*|/metrics"}`;
const requestsOf = (offset: string) => `sum ${perStage} (increase(${requests}[1h]${offset}))`;

/** Part of the traffic of the same hour of the day before, below which it has fallen, and the least traffic to compare with. */
const fallen = { share: 0.2, leastRequests: 100 } as const;

/** Alerts that no objective has: on what all of them depend on, and on what needs an operator. */
export const pipelineAlerts = (): readonly AlertRule[] => [
  serviceAlert('metrics-silent', 'page', {
    expr: [
      `time() - (${lastIngested} > 0) > ${staleSeconds}`,
      'or',
      // No line at all has arrived since the counters began, at a new stage.
      `${lastIngested} == 0 and ${lastIngested} offset ${durationText(staleSeconds)} == 0`,
    ].join('\n'),
    for: '1m',
    annotations: {
      summary: 'No counters arrive, so no objective can be judged.',
      description: 'The newest aggregated log line is {{ $value | humanizeDuration }} old.',
      runbook_url: runbookUrl('docs/runbooks/metrics-pipeline.md', 'metrics-silent'),
    },
  }),
  ...severities.map((severity) =>
    serviceAlert(`metrics-absent-${severity}`, severity, {
      expr: [
        `max ${perStage} (up{job=${JSON.stringify(orderService.name)}}) == 0`,
        'or',
        `absent(up{job=${JSON.stringify(orderService.name)}})`,
      ].join('\n'),
      for: durationText(secondsToMissScrapes(severity)),
      annotations: {
        summary: 'The service cannot be scraped, so no objective can be judged.',
        description: `No scrape of the job ${orderService.name} has succeeded for ${durationText(secondsToMissScrapes(severity))}.`,
        runbook_url: runbookUrl('docs/runbooks/metrics-pipeline.md', 'metrics-silent'),
      },
    }),
  ),
  serviceAlert('counts-missing', 'ticket', {
    expr: missingCounts.map((selected) => `sum ${perStage} (increase(${selected}[1h])) > 0`).join('\nor\n'),
    annotations: {
      summary: 'Counts are missing from the totals.',
      description:
        'About {{ $value | humanize }} times in the last hour, a counter line was malformed or too old, or a batch of lines was left after all of its tries.',
      runbook_url: runbookUrl('docs/runbooks/metrics-pipeline.md', 'counts-missing'),
    },
  }),
  serviceAlert('orders-quarantined', 'ticket', {
    expr: `increase(${quarantined}[1h]) > 0`,
    annotations: {
      summary: 'Orders are in quarantine: their events are not published.',
      description: 'About {{ $value | humanize }} orders were quarantined in the last hour.',
      runbook_url: runbookUrl('docs/runbooks/event-path.md', 'orders-quarantined'),
    },
  }),
  serviceAlert('canary-lost', 'page', {
    expr: `increase(${lost}[10m]) >= 2`,
    annotations: {
      summary: 'The bus accepts events and does not deliver them.',
      description:
        'About {{ $value | humanize }} canary events of the last 10 minutes did not return in time.',
      runbook_url: runbookUrl('docs/runbooks/event-path.md', 'canary-lost'),
    },
  }),
  serviceAlert('canary-silent', 'ticket', {
    // A Prometheus that has just begun has not seen 15 minutes.
    expr: `increase(${returned}[15m]) == 0\nand\n${returned} offset 15m`,
    annotations: {
      summary: 'No canary event has returned for 15 minutes.',
      description:
        'No event was sent or none was delivered: it is unknown whether events reach their consumers.',
      runbook_url: runbookUrl('docs/runbooks/event-path.md', 'canary-lost'),
    },
  }),
  serviceAlert('synthetic-order-absent', 'page', {
    // Only where one has ever been placed: without a configured client there are none.
    expr: `increase(${synthetic}[20m]) == 0\nand\n${synthetic} offset 20m > 0`,
    annotations: {
      summary: 'No synthetic order was placed and cancelled for 20 minutes.',
      description: 'Clients cannot order through the public address, or the job does not run.',
      runbook_url: runbookUrl('docs/runbooks/way-in.md', 'synthetic-order-absent'),
    },
  }),
  serviceAlert('traffic-fell', 'ticket', {
    expr: [
      `${requestsOf('')} < ${fallen.share} * ${requestsOf(' offset 1d')}`,
      'and',
      `${requestsOf(' offset 1d')} >= ${fallen.leastRequests}`,
    ].join('\n'),
    for: '10m',
    annotations: {
      summary: 'Far fewer requests than at the same hour of the day before.',
      description:
        'Functions answered about {{ $value | humanize }} requests in the last hour: clients may not find the gateway.',
      runbook_url: runbookUrl('docs/runbooks/way-in.md', 'traffic-fell'),
    },
  }),
  ...dependencyAlerts(),
];
