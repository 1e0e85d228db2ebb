import { describe, expect, it } from 'vitest';
import { sloIds, slos } from '../../../../lib/contract/slos.ts';
import { dashboard, linesOf } from '../../../harness/infra/dashboard-bodies.ts';

const numbers = dashboard.filter(({ properties }) => properties.title === 'Budget left');

describe('overview of the budgets', () => {
  it('comes before every graph', () => {
    const [first] = dashboard.filter(({ type }) => type === 'metric');
    expect(numbers).toEqual([first]);
  });

  it('shows of each budget the number that its alarm and Prometheus have', () => {
    const lines = numbers.flatMap(linesOf);
    expect(lines.flatMap(({ line: { label } }) => label ?? [])).toEqual(
      Object.values(slos).map(({ title, windowDays }) => `${title}, % of ${windowDays} days`),
    );
    expect(lines.flatMap(({ path: [, name] }) => name ?? [])).toEqual(
      sloIds.map((id) => `slo_budget_remaining_ratio:${id}`),
    );
  });

  it('shows the newest number, of which there is one an hour', () => {
    const [widget] = numbers;
    expect(widget?.properties).toMatchObject({ start: '-PT3H' });
    expect(widget?.properties).not.toHaveProperty('setPeriodToTimeRange');
  });
});
