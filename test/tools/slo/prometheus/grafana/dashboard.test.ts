import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metrics } from '../../../../../lib/contract/metrics.ts';
import { slos } from '../../../../../lib/contract/slos.ts';
import { grafanaDashboard } from '../../../../../tools/slo/prometheus/grafana/dashboard.ts';
import type { GridPosition } from '../../../../../tools/slo/prometheus/grafana/panel.ts';
import { isAlert } from '../../../../../tools/slo/prometheus/rules/rule.ts';
import { rulesFile, sloGroups } from '../../../../../tools/slo/prometheus/rules/rule-groups.ts';
import { productionTiming } from '../../../../../tools/slo/prometheus/rules/timing.ts';
import { anchorsOf } from '../../../../harness/markdown.ts';
import { promtool, runPromtool } from '../../../../harness/prometheus.ts';

interface DashboardPanel {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  readonly gridPos: GridPosition;
  readonly targets?: readonly { readonly expr: string }[];
  readonly links?: readonly { readonly url: string }[];
  readonly options?: { readonly content?: string };
}

const objectives = Object.values(slos);
const dashboard = grafanaDashboard(objectives);
const panels: readonly DashboardPanel[] = JSON.parse(JSON.stringify(dashboard.panels));
const queries = panels.flatMap(({ title = '', targets = [] }) =>
  targets.map(({ expr }) => [title, expr] as const),
);

const recorded = sloGroups(objectives, productionTiming)
  .flatMap(({ rules }) => rules)
  .flatMap((rule) => (isAlert(rule) ? [] : [rule.record]));

/** Names of series that there are: those of the catalogue, with the parts of histograms, and those of the rules. */
const known = new Set<string>([
  'ALERTS',
  ...recorded,
  ...Object.entries(metrics).flatMap(([name, { type }]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
]);

const cells = ({ x, y, w, h }: GridPosition): string[] =>
  Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);

/** The queries as rules, with values for Grafana's variables. */
const asRules = () =>
  rulesFile([
    {
      name: 'queries',
      interval: '1m',
      rules: queries.map(([, expr], position) => ({
        record: `query:${position}`,
        expr: expr
          .replaceAll('$__rate_interval', '5m')
          .replaceAll('$job', 'order-service')
          .replaceAll('$stage', '.*'),
        labels: {},
      })),
    },
  ]);

describe('Grafana dashboard', () => {
  it.skipIf(promtool.isMissing)(`asks in PromQL${promtool.reason}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
    writeFileSync(join(folder, 'queries.yml'), asRules());
    const { output } = await runPromtool(['check', 'rules', 'queries.yml'], folder);
    rmSync(folder, { recursive: true });
    expect(output).toContain(`SUCCESS: ${queries.length} rules found`);
  });

  it.each(queries)('queries existing series in "%s": %s', (_, expr) => {
    const asked = [...expr.matchAll(/([A-Za-z_:][\w:]*)\{/g)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(queries)('queries only the selected stage in "%s": %s', (_, expr) => {
    const selectors = [...expr.matchAll(/([A-Za-z_:][\w:]*)\{([^}]*)\}/g)];
    const elsewhere = selectors.filter(
      ([, name, labels = '']) => name !== 'ALERTS' && !labels.includes('job="$job"'),
    );
    expect(elsewhere).toEqual([]);
  });

  it('shows every metric of the catalogue but those that only CloudWatch has, and the parts of a gauge', () => {
    const all = queries.map(([, expr]) => expr).join('\n');
    expect(Object.keys(metrics).filter((name) => !all.includes(name))).toEqual([
      'order_service_pending_changes_total',
      'order_service_job_oldest_due_seconds',
      'slo_budget_remaining_ratio',
    ]);
  });

  it('places every panel within 24 columns without overlap', () => {
    const taken = panels.flatMap(({ gridPos }) => cells(gridPos));
    expect(new Set(taken).size).toBe(taken.length);
    expect(panels.filter(({ gridPos }) => gridPos.x + gridPos.w > 24)).toEqual([]);
  });

  it('gives every panel a distinct id', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('shows the number of events beside each objective’s ratio', () => {
    for (const { id } of objectives) {
      const volume = queries.filter(
        ([, expr]) => expr.includes('slo_events_total{') && expr.includes(`slo="${id}"`),
      );
      expect(volume, id).toHaveLength(1);
    }
  });

  it('links to existing sections of runbooks', () => {
    const text = panels.flatMap(({ links = [], options }) => [
      ...links.map(({ url }) => url),
      ...[...(options?.content ?? '').matchAll(/\]\(([^)]+)\)/g)].map(([, url = '']) => url),
    ]);
    expect(text.length).toBeGreaterThan(10);
    for (const url of text) {
      const [path = '', section] = url.replace('$runbooks', 'docs/runbooks').split('#');
      expect(existsSync(path), url).toBe(true);
      if (section === undefined) continue;
      expect(anchorsOf(readFileSync(path, 'utf8')), url).toContain(section);
    }
  });
});
