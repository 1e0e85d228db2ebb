import { serviceName } from '../../../../lib/contract/service.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { eventsMetric } from '../rules/series.ts';
import { placed, type Row } from './panel.ts';
import { panelJson } from './panel-json.ts';
import { serviceRows } from './service-rows.ts';
import { sloRows } from './slo-rows.ts';

const alertsRow: Row = {
  title: 'Now',
  panels: [
    {
      kind: 'table',
      title: 'Alerts that fire',
      width: 16,
      queries: [
        {
          expr: 'sum by (alertname, severity, sloth_slo) (ALERTS{alertstate="firing",sloth_service="order-service"})',
        },
      ],
    },
    {
      kind: 'text',
      title: 'Runbooks',
      width: 8,
      queries: [],
      markdown: [
        'One section per alert: [which one do I need]($runbooks/README.md#which-page-do-i-need)',
        '',
        '- [Availability]($runbooks/slo-availability.md)',
        '- [Order latency]($runbooks/slo-order-latency.md)',
        '- [Event freshness]($runbooks/slo-event-freshness.md)',
        '- [Payment success]($runbooks/slo-payment-success.md)',
        '- [Way of events]($runbooks/event-path.md), [dependencies]($runbooks/dependencies.md),',
        '  [functions]($runbooks/functions.md), [figures]($runbooks/metrics-pipeline.md)',
      ].join('\n'),
    },
  ],
};

const variables = [
  { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
  {
    name: 'job',
    label: 'Stage',
    type: 'query',
    datasource: { type: 'prometheus', uid: '$datasource' },
    query: { query: `label_values(${eventsMetric}, job)`, refId: 'job' },
    refresh: 2,
  },
  {
    name: 'runbooks',
    label: 'Address of the runbooks',
    type: 'textbox',
    query: 'docs/runbooks',
    current: { text: 'docs/runbooks', value: 'docs/runbooks' },
  },
];

/** The service on one page, to be imported into Grafana. */
export const grafanaDashboard = (objectives: readonly Objective[]) => ({
  uid: serviceName,
  title: 'Order service',
  description: 'Written by `npm run generate` from lib/contract/. Changes made in Grafana are lost.',
  tags: ['slo', serviceName],
  schemaVersion: 39,
  version: 1,
  editable: false,
  timezone: 'utc',
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  templating: { list: variables },
  annotations: { list: [] },
  panels: placed([alertsRow, ...sloRows(objectives), ...serviceRows]).map((place, position) =>
    panelJson(place, position + 1),
  ),
});
