import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { rollbackAlert } from '../../../lib/slo/rollback-alert.ts';

describe('rollbackAlert', () => {
  it.each([
    ['99.9', '0.05'],
    ['99.5', '0.25'],
    ['99', '0.5'],
    ['90', '0.5'],
  ])('lets a new version of an objective of %s percent miss a share of %s', (target, share) => {
    const { threshold } = rollbackAlert({ target, minBadEvents: 5 });
    expect(Number(threshold)).toBe(Number(share));
  });

  it('asks for as many bad events as the objective does', () => {
    expect(rollbackAlert({ target: '99.9', minBadEvents: 7 }).minBadEvents).toBe(7);
  });

  it('sees a version that fails completely at the normal traffic of each objective of requests', () => {
    for (const { expectedEventsPerHour, minBadEvents } of [slos.availability, slos['order-latency']]) {
      const ofCanary = (expectedEventsPerHour / 60) * 5 * 0.1;
      expect(ofCanary).toBeGreaterThan(minBadEvents);
    }
  });
});
