import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { budgetOverview } from '../../../../infra/monitoring/dashboards/budget-overview.ts';
import { sloIds, slos } from '../../../../lib/contract/slos.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import { dashboard, linesOf } from '../../../harness/infra/dashboard-bodies.ts';

const numbers = dashboard.filter(({ properties }) => properties.title?.startsWith('Budget left') ?? false);

describe('overview of the budgets', () => {
  it('comes before every graph', () => {
    const [first] = dashboard.filter(({ type }) => type === 'metric');
    expect(first).toBe(numbers[0]);
  });

  it('shows what is left of each budget as one number over the whole window', () => {
    const shown = numbers.flatMap((widget) =>
      linesOf(widget).flatMap(({ line: { expression } }) =>
        expression === undefined ? [] : [{ expression, start: widget.properties['start'] }],
      ),
    );
    expect(shown).toEqual(
      sloIds.map((id) => {
        const [good, bad] = ['good', 'bad'].map((outcome) => `${outcome}_${id.replaceAll('-', '_')}`);
        const expression = `100 * (1 - (${bad} / (${good} + ${bad})) / ${errorBudget(slos[id].target)})`;
        return { expression, start: `-P${slos[id].windowDays}D` };
      }),
    );
    for (const { properties } of numbers) expect(properties['setPeriodToTimeRange']).toBe(true);
  });

  it('keeps windows of different lengths apart', () => {
    const { availability } = slos;
    const longer = availability.windowDays + 1;
    const rows = budgetOverview([
      availability,
      slos['order-latency'],
      { ...availability, windowDays: longer },
    ]);
    const json = new Stack().resolve(rows.flatMap((row) => row.flatMap((widget) => widget.toJson())));
    expect(json.map(({ properties }: { properties: { title: string } }) => properties.title)).toEqual([
      `Budget left of ${availability.windowDays} days`,
      `Budget left of ${longer} days`,
    ]);
  });
});
