import {
  type DashboardLink,
  FieldColorModeId,
  type Panel as GrafanaPanel,
  type RowPanel,
  ThresholdsMode,
} from '@grafana/schema';
import type { Panel, Placed, Query } from './panel.ts';

const datasource = { type: 'prometheus', uid: '$datasource' };

const target = ({ expr, legend }: Query, position: number, instant: boolean) => ({
  refId: String.fromCharCode('A'.charCodeAt(0) + position),
  datasource,
  expr,
  ...(legend !== undefined && { legendFormat: legend }),
  ...(instant && { instant: true, format: 'table' }),
  // Points of a histogram or a counter lead to the trace of a request behind them.
  ...(!instant && { exemplar: true }),
});

const thresholds = ({ steps = [] }: Panel) => ({
  mode: ThresholdsMode.Absolute,
  steps: [{ color: 'green', value: null }, ...steps.map(([value, color]) => ({ color, value }))],
});

const custom = ({ kind, bars = false, steps }: Panel) =>
  kind === 'timeseries'
    ? {
        drawStyle: bars ? 'bars' : 'line',
        fillOpacity: bars ? 60 : 5,
        showPoints: 'never',
        stacking: { mode: bars ? 'normal' : 'none' },
        thresholdsStyle: { mode: steps === undefined ? 'off' : 'dashed' },
      }
    : {};

const options = ({ kind, markdown }: Panel) => {
  switch (kind) {
    case 'text':
      return { mode: 'markdown', content: markdown };
    case 'stat':
      return { colorMode: 'value', graphMode: 'area', reduceOptions: { calcs: ['lastNotNull'] } };
    case 'timeseries':
      return {
        legend: { displayMode: 'list', placement: 'bottom' },
        tooltip: { mode: 'multi', sort: 'desc' },
      };
    default:
      return {};
  }
};

/** A link with every field that the schema of Grafana asks for. */
const runbookLink = (runbook: string): DashboardLink => ({
  type: 'link',
  title: 'Runbook',
  url: `$runbooks/${runbook}`,
  icon: 'external link',
  tooltip: '',
  tags: [],
  asDropdown: false,
  includeVars: false,
  keepTime: false,
  targetBlank: true,
});

/** A panel as Grafana stores it. */
export const panelJson = ({ heading = '', panel, gridPos }: Placed, id: number): GrafanaPanel | RowPanel => {
  if (panel === undefined) return { id, type: 'row', title: heading, collapsed: false, gridPos, panels: [] };
  const { title, description, kind, unit, min, max, runbook, queries } = panel;
  return {
    id,
    type: kind,
    title,
    ...(description !== undefined && { description }),
    gridPos,
    ...(kind !== 'text' && {
      datasource,
      targets: queries.map((query, position) => target(query, position, kind === 'table')),
      fieldConfig: {
        defaults: {
          ...(unit !== undefined && { unit }),
          ...(min !== undefined && { min }),
          ...(max !== undefined && { max }),
          color: { mode: kind === 'stat' ? FieldColorModeId.Thresholds : FieldColorModeId.PaletteClassic },
          thresholds: thresholds(panel),
          custom: custom(panel),
        },
        overrides: [],
      },
    }),
    options: options(panel),
    ...(runbook !== undefined && {
      links: [runbookLink(runbook)],
    }),
  };
};
