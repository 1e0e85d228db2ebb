import { describe, expect, it } from 'vitest';
import { alarmGroups } from '../../../infra/monitoring/alarm-groups.ts';

const members = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);

describe('alarmGroups', () => {
  it('keeps a class of ten together, under its name', () => {
    expect(alarmGroups({ jobs: members(10) })).toEqual([{ name: 'jobs', ids: members(10) }]);
  });

  it('divides a class of eleven, so that each alarm is one that CloudWatch takes', () => {
    expect(alarmGroups({ jobs: members(11) })).toEqual([
      { name: 'jobs', ids: members(10) },
      { name: 'jobs-2', ids: ['f10'] },
    ]);
  });

  it('has no group for a class without members', () => {
    expect(alarmGroups({ jobs: [], queries: ['f0'] })).toEqual([{ name: 'queries', ids: ['f0'] }]);
  });
});
