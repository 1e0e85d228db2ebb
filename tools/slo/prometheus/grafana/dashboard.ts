import { basename } from 'node:path';
import type { AnnotationQuery, AnnotationTarget, Dashboard, DataQuery, VariableModel } from '@grafana/schema';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { deploymentTags } from '../../command/gate/mark-deployment.ts';
import { orderService } from '../../order-service-declaration.ts';
import { eventsMetric } from '../rules/series.ts';
import { placed, type Row } from './panel.ts';
import { panelJson } from './panel-json.ts';
import { serviceRows } from './service-rows.ts';
import { sloRows } from './slo-rows.ts';

const link = (title: string, file: string): string => `- [${title}]($runbooks/${file})`;

const alertsRow = (objectives: readonly Objective[]): Row => ({
  title: 'Now',
  panels: [
    {
      kind: 'table',
      title: 'Firing alerts',
      width: 16,
      queries: [
        {
          expr: `sum by (alertname, severity, sloth_slo) (ALERTS{alertstate="firing",sloth_service="${orderService.name}"})`,
        },
      ],
    },
    {
      kind: 'text',
      title: 'Runbooks',
      width: 8,
      queries: [],
      markdown: [
        'The runbook of each alert: [index]($runbooks/README.md)',
        '',
        ...objectives.map(({ title, runbook }) => link(title, basename(runbook))),
        ...Object.entries(orderService.runbooks).map(([title, file]) => link(title, file)),
      ].join('\n'),
    },
  ],
});

/** Deployments, as `npm run slo -- gate --grafana` marks them. */
const annotations: AnnotationQuery<AnnotationTarget & DataQuery>[] = [
  {
    name: 'Deployments',
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    iconColor: 'blue',
    target: { refId: 'deployments', type: 'tags', tags: [...deploymentTags], matchAny: false, limit: 100 },
  },
];

const variables: VariableModel[] = [
  { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
  {
    name: 'job',
    label: 'Job',
    type: 'query',
    datasource: { type: 'prometheus', uid: '$datasource' },
    query: { query: `label_values(${eventsMetric}, job)`, refId: 'job' },
    refresh: 2,
  },
  {
    name: 'stage',
    label: 'Stage',
    type: 'query',
    datasource: { type: 'prometheus', uid: '$datasource' },
    query: { query: `label_values(${eventsMetric}{job="$job"}, stage)`, refId: 'stage' },
    refresh: 2,
    includeAll: true,
    // Also series without the label.
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  },
  {
    name: 'runbooks',
    label: 'Address of the runbooks',
    type: 'textbox',
    query: 'docs/runbooks',
    current: { text: 'docs/runbooks', value: 'docs/runbooks' },
  },
];

/** The service on one page, to be imported into Grafana. Its type is the schema of Grafana, so that the compiler checks it. */
export const grafanaDashboard = (objectives: readonly Objective[]): Dashboard => ({
  uid: orderService.name,
  title: orderService.title,
  description: 'Written by `npm run generate` from lib/contract/. Changes made in Grafana are lost.',
  tags: ['slo', orderService.name],
  schemaVersion: 39,
  version: 1,
  editable: false,
  timezone: 'utc',
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  templating: { list: variables },
  annotations: { list: annotations },
  panels: placed([alertsRow(objectives), ...sloRows(objectives), ...serviceRows]).map((place, position) =>
    panelJson(place, position + 1),
  ),
});
