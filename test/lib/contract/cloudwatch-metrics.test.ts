import { describe, expect, it } from 'vitest';
import {
  cloudWatchName,
  cloudWatchNames,
  customMetricDollars,
  sloEventsName,
} from '../../../lib/contract/cloudwatch-metrics.ts';
import { sloIds, sloOutcomes } from '../../../lib/contract/slos.ts';

describe('custom metrics in CloudWatch', () => {
  const dollars = cloudWatchNames.length * customMetricDollars;

  it(`are ${cloudWatchNames.length} at most, $${dollars.toFixed(2)} a month, and never more than $40`, () => {
    expect(new Set(cloudWatchNames).size).toBe(cloudWatchNames.length);
    expect(dollars).toBeLessThan(40);
  });

  it('have names that CloudWatch takes', () => {
    for (const name of cloudWatchNames) expect(name).toMatch(/^[\x21-\x39\x3b-\x7e][\x20-\x7e]{0,254}$/);
  });

  it('have both outcomes of every objective', () => {
    const names = sloIds.flatMap((slo) => sloOutcomes.map((outcome) => sloEventsName(slo, outcome)));
    expect(names).toContain('slo_events_total:availability:good');
    expect(cloudWatchNames).toEqual(expect.arrayContaining(names));
  });

  it('add up the labels that are not kept apart', () => {
    expect(cloudWatchName('orders_created_total', {})).toBe('orders_created_total');
    expect(cloudWatchNames).toContain(
      'order_service_request_duration_seconds:POST:/api/v1/orders/{orderId}/payment',
    );
  });
});
