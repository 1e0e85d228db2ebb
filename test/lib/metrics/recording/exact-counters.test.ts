import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../../../lib/contract/metrics.ts';
import { binOf, slotMs } from '../../../../lib/metrics/exact-line.ts';
import { createExactCounters } from '../../../../lib/metrics/recording/exact-counters.ts';

const setUp = (now: () => number = () => 0) => {
  const counters = createExactCounters({ fn: 'create-order', env: 'env-1', clock: now });
  return {
    count: (name: MetricName, value: number, labels: Record<string, string> = {}) =>
      counters.count({ name, labels, value }),
    // As the aggregator reads it.
    next: () => JSON.parse(JSON.stringify(counters.nextLine())),
  };
};

const route = { method: 'GET', endpoint: '/metrics' };

describe('exact counters', () => {
  it('continue from line to line, each with the next number', () => {
    const { count, next } = setUp();
    count('order_service_errors_total', 2, { code: 'ORD-001' });
    expect(next()).toMatchObject({ seq: 1, series: { 'er|ORD-001': 2 } });
    count('order_service_errors_total', 1, { code: 'ORD-002' });
    expect(next()).toMatchObject({ seq: 2, series: { 'er|ORD-001': 2, 'er|ORD-002': 1 } });
  });

  it.each([
    [0, '0.005'],
    [0.005, '0.005'],
    [0.005_001, '0.01'],
    [1, '1'],
    [10, '10'],
    [10.000_001, '+Inf'],
  ])('put %d s into the bucket up to %s, and nowhere else', (seconds, bucket) => {
    const { count, next } = setUp();
    count('order_service_request_duration_seconds', seconds, route);
    const sum = Math.round(seconds * 1_000_000);
    expect(next().series).toEqual({ 'rd|GET|/metrics': { [bucket]: 1, sum } });
  });

  it('add up without an error that grows', () => {
    const { count, next } = setUp();
    for (let n = 0; n < 1_000; n++) count('order_value_dollars', 0.1);
    expect(next().series).toEqual({ ov: { 10: 1_000, sum: 10_000 } });
  });

  it('take nothing away when a clock was set back', () => {
    const { count, next } = setUp();
    count('order_service_request_duration_seconds', -3, route);
    expect(next().series).toEqual({ 'rd|GET|/metrics': { 0.005: 1, sum: 0 } });
  });

  it.each([
    ['order_service_errors_total', -1],
    ['order_service_errors_total', 0.5],
    ['order_service_errors_total', Number.NaN],
    ['order_value_dollars', Number.POSITIVE_INFINITY],
    ['order_value_dollars', Number.NaN],
  ] as const)('refuse to count %s by %d', (name, value) => {
    expect(() => setUp().count(name, value, { code: 'ORD-001' })).toThrow(RangeError);
  });

  it('report the last observation of the invocation', () => {
    const { count, next } = setUp();
    count('order_value_dollars', 1);
    count('order_value_dollars', 2);
    expect(next().last).toEqual({ ov: 200 });
    expect(next()).not.toHaveProperty('last');
  });

  it('keep the bins of quantiles by slot, as long as a late line may need', () => {
    let now = 10 * slotMs;
    const { count, next } = setUp(() => now);
    count('order_processing_seconds', 60);
    now += slotMs;
    count('order_processing_seconds', 0);
    const bin = binOf(60_000_000, 0.01);
    expect(next()).toMatchObject({
      series: { ps: { count: 2, whole: 60, sum: 0 } },
      slots: { ps: { 10: { [bin]: 1 }, 11: { z: 1 } } },
    });
    now = 13 * slotMs;
    expect(next().series).toEqual({ ps: { count: 2, whole: 60, sum: 0 } });
    expect(Object.keys(next().slots.ps)).toEqual(['11']);
  });
});
