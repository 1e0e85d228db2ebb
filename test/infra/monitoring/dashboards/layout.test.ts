import { describe, expect, it } from 'vitest';
import type { DashboardWidget } from '../../../../infra/monitoring/limits/dashboard-limits.ts';
import { metricsNamespaceOf } from '../../../../lib/contract/service.ts';
import { isEmitted } from '../../../harness/infra/custom-metric.ts';
import { linesOf, dashboard as widgets } from '../../../harness/infra/dashboard-bodies.ts';
import { isDocumented } from '../../../harness/infra/platform-metric.ts';

const overlap = (left: DashboardWidget, right: DashboardWidget): boolean =>
  left.x < right.x + right.width &&
  right.x < left.x + left.width &&
  left.y < right.y + right.height &&
  right.y < left.y + left.height;

describe('dashboard', () => {
  it('has no two widgets in one place, and none beyond its 24 columns', () => {
    const pairs = widgets.flatMap((left, index) =>
      widgets.slice(index + 1).map((right) => [left, right] as const),
    );
    expect(pairs.filter(([left, right]) => overlap(left, right))).toEqual([]);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  it('leaves no hole in a row', () => {
    const rows = Map.groupBy(widgets, ({ y }) => y);
    const widths = [...rows].map(([, row]) => row.reduce((sum, { width }) => sum + width, 0));
    expect(new Set(widths)).toEqual(new Set([24]));
  });

  it('gives every graph a title and its axis a unit', () => {
    const graphs = widgets.filter(({ properties }) => properties['view'] === 'timeSeries');
    expect(graphs.length).toBeGreaterThan(0);
    for (const { properties } of graphs) {
      expect(properties.title).toMatch(/^[A-Z]/);
      expect(properties['yAxis']).toMatchObject({ left: { label: expect.stringMatching(/./) } });
    }
  });

  const shown = widgets.flatMap(linesOf).flatMap(({ path: [namespace, name = '', ...dimensions] }) => {
    const pairs = Array.from({ length: dimensions.length / 2 }, (_unused, index) =>
      dimensions.slice(2 * index, 2 * index + 2),
    );
    return namespace === undefined ? [] : [{ namespace, name, dimensions: Object.fromEntries(pairs) }];
  });

  it('shows metrics that functions emit, by their names and dimensions', () => {
    const own = shown.filter(({ namespace }) => namespace === metricsNamespaceOf('dev'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((metric) => !isEmitted(metric))).toEqual([]);
  });

  it('shows metrics of AWS by their documented names and dimensions', () => {
    const foreign = shown.filter(({ namespace }) => namespace !== metricsNamespaceOf('dev'));
    expect(foreign.filter(({ namespace, ...metric }) => !isDocumented(namespace, metric))).toEqual([]);
  });

  it('names every line that it draws', () => {
    const unnamed = widgets
      .flatMap(linesOf)
      .filter(({ line, path }) => line.visible !== false && path.every((part) => part !== '.'))
      .filter(({ line }) => line.label === undefined);
    expect(unnamed).toEqual([]);
  });
});
