import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { dashboardMarks, marksIn, withMarks } from '../../../tools/deploy/dashboard-marks.ts';

const target = { value: 99.9, label: 'target' };

const body = JSON.stringify({
  start: '-PT6H',
  widgets: [
    { type: 'text', properties: { markdown: '# Objectives' } },
    { type: 'metric', width: 6, properties: { view: 'timeSeries', annotations: { horizontal: [target] } } },
    { type: 'metric', width: 6, properties: { view: 'singleValue' } },
  ],
});

const markOf = (day: number) => ({
  at: `2026-07-${String(day).padStart(2, '0')}T12:00:00.000Z`,
  version: `v${day}`,
});

describe('withMarks', () => {
  it('adds a vertical line to each graph over time, and changes nothing else', () => {
    const changed = JSON.parse(withMarks(body, [markOf(1)]));
    const expected = JSON.parse(body);
    expected.widgets[1].properties.annotations.vertical = [{ label: 'Deployment v1', value: markOf(1).at }];
    expect(changed).toEqual(expected);
  });

  it('keeps the newest ten deployments, and vertical lines of others', () => {
    const release = { label: 'Sale begins', value: '2026-07-01T00:00:00.000Z' };
    const withLine = body.replace('"horizontal":', `"vertical":[${JSON.stringify(release)}],"horizontal":`);
    const marks = Array.from({ length: 12 }, (_, n) => markOf(n + 1));
    const twice = withMarks(withMarks(withLine, marks.slice(0, 3)), marks);
    expect(marksIn(twice)).toEqual(marks.slice(2));
    expect(twice).toContain('Sale begins');
  });
});

describe('dashboardMarks', () => {
  /** A CloudWatch whose deployments rewrite the dashboard. */
  const cloudWatch = (dashboards: Map<string, string>) => {
    const send = async ({ input }: { input: { DashboardName: string; DashboardBody?: string } }) => {
      const { DashboardName, DashboardBody } = input;
      if (DashboardBody !== undefined) dashboards.set(DashboardName, DashboardBody);
      else if (!dashboards.has(DashboardName)) throw new Error('no such dashboard');
      return { DashboardBody: dashboards.get(DashboardName) };
    };
    return { send } as unknown as CloudWatchClient;
  };

  it('keeps earlier deployments when a deployment has rewritten the dashboard', async () => {
    const dashboards = new Map<string, string>();
    const marks = dashboardMarks(cloudWatch(dashboards), 'operations');
    for (const day of [1, 2]) {
      const before = await marks.read();
      dashboards.set('operations', body);
      await marks.write([...before, markOf(day)]);
    }
    expect(await marks.read()).toEqual([markOf(1), markOf(2)]);
  });
});
