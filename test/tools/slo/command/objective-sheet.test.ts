import { describe, expect, it } from 'vitest';
import { objectiveList, objectiveSheet } from '../../../../tools/slo/command/objective-sheet.ts';
import { anObjective } from '../../../builders/an-objective.ts';

const rowOf = (sheet: string, alert: string) =>
  sheet
    .split('\n')
    .find((line) => line.startsWith(`${alert} `))
    ?.split(/ {2,}/);

describe('objectiveSheet', () => {
  it('states the objective and the duration of its budget', () => {
    const sheet = objectiveSheet(anObjective({ id: 'checkout', title: 'Checkout' }));
    expect(sheet).toMatch(/^Checkout \(checkout\)\nRequests are answered\.\n/);
    expect(sheet).toContain('99.9 % of the events of 30 days');
    expect(sheet).toContain('0.1 % of the events; a total outage uses it up in 43.2 min');
    expect(sheet).toContain('docs/runbooks/slo-availability.md');
  });

  it('shows windows, detection and reset time of each alert', () => {
    expect(rowOf(objectiveSheet(anObjective()), 'availability-page-1h')).toEqual([
      'availability-page-1h',
      '1h and 5m',
      '14.4 ×',
      '1.44 %',
      '2 %',
      '52 s',
      '4.9 min',
    ]);
  });

  it('counts with the expected traffic, by which the guard may delay an alert', () => {
    const seldom = objectiveSheet(anObjective({ expectedEventsPerHour: 10 }));
    expect(rowOf(seldom, 'availability-page-1h')?.[5]).toBe('30 min');
  });
});

describe('objectiveList', () => {
  it('has a row for each objective', () => {
    const list = objectiveList([anObjective(), anObjective({ id: 'checkout', target: '99' })]);
    expect(list.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['id', 'target', 'of', 'budget', 'events/h', 'objective'],
      expect.anything(),
      ['availability', '99.9 %', '30 d', '0.1 %', '20,000', 'Requests are answered.'],
      ['checkout', '99 %', '30 d', '1 %', '20,000', 'Requests are answered.'],
    ]);
  });
});
