import { describe, expect, it } from 'vitest';
import { comparisonTable, sentText } from '../../../../tools/slo/sloth-comparison/comparison-table.ts';

const incident = { id: 'it', title: 'an outage', phases: [] };
const never = { first: undefined, times: 0 };

describe('sentText', () => {
  it('counts from the beginning of the incident', () => {
    expect(sentText({ incident, incidentHours: 2 }, { first: 7_320, times: 1 })).toBe('2 min, 1×');
    expect(sentText({ incident, incidentHours: 0 }, { first: 9_000, times: 3 })).toBe('2.5 h, 3×');
  });

  it('calls an alert without an incident a false alarm', () => {
    expect(sentText({ incident }, { first: 60, times: 2 })).toBe('false alarm, 2×');
    expect(sentText({ incident }, never)).toBe('–');
  });
});

describe('comparisonTable', () => {
  it('has a row for each series', () => {
    const sent = [never, never, never, { first: 60, times: 1 }];
    const table = comparisonTable([{ series: { incident, incidentHours: 0 }, sent }]);
    expect(table.split('\n').slice(2)).toEqual(['| an outage | – | – | – | 1 min, 1× |']);
  });
});
