import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { linesOf, sectionOf, textOf } from '../../../harness/infra/dashboard-bodies.ts';

const objectives = Object.values(slos).map((objective) => [objective.id, objective] as const);

describe.each(objectives)('section of %s on the dashboard', (id, objective) => {
  const widgets = sectionOf(objective.title);
  const titled = (title: string) => {
    const found = widgets.find(({ properties }) => properties.title?.startsWith(title));
    if (found === undefined) throw new Error(`there is no ${title}`);
    return found;
  };
  const expressions = (title: string) =>
    linesOf(titled(title)).flatMap(({ line: { expression } }) =>
      expression === undefined ? [] : [expression],
    );

  it('states the objective in words, with its runbook', () => {
    const text = textOf(widgets[0] as (typeof widgets)[number]);
    expect(text).toContain(objective.description);
    expect(text).toContain(`**${objective.target} %**`);
    expect(text).toContain(`Runbook: \`${objective.runbook}#page\``);
  });

  it('shows the remaining budget over the same time', () => {
    const graph = titled('Budget left over time');
    expect(graph.properties['start']).toBe(`-P${objective.windowDays}D`);
    expect(JSON.stringify(graph.properties.metrics)).toContain(`slo_budget_remaining_ratio:${id}`);
  });

  it.each([
    ['page', 'Burn rates that page'],
    ['ticket', 'Burn rates that open a ticket'],
  ] as const)('shows the burn rate of every window of a %s beside its threshold', (severity, title) => {
    const alerts = burnAlerts(objective).filter((alert) => alert.severity === severity);
    const windows = new Set(alerts.flatMap(({ shortMinutes, longMinutes }) => [shortMinutes, longMinutes]));
    const graph = titled(title);
    const periods = linesOf(graph).flatMap(({ path, line }) => (path.length > 0 ? [line.period] : []));
    expect(new Set(periods.map((period) => (period ?? 300) / 60))).toEqual(windows);
    expect(expressions(title)).toHaveLength(windows.size);
    expect(graph.properties['annotations']).toMatchObject({
      horizontal: alerts.map(({ factor }) => ({ value: Number(factor) })),
    });
  });

  it('shows the number of events beside the ratio', () => {
    const ratio = titled('Good events');
    const volume = titled('Events behind the ratio');
    expect(volume.y).toBe(ratio.y);
    expect(volume.x).toBe(ratio.x + ratio.width);
    expect(JSON.stringify(volume.properties.metrics)).toContain(`slo_bad_events:${id}`);
  });

  it('shows the states of its three alarms', () => {
    expect(titled('Alarms').properties['alarms']).toHaveLength(3);
  });
});
