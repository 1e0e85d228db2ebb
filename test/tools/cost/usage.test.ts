import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { textOfMetric, usageSchema } from '../../../tools/cost/usage.ts';

const usage = usageSchema.parse(JSON.parse(readFileSync('tools/cost/usage.json', 'utf8')));

describe('the stored usage', () => {
  it('has a measurement of every scheduled job and of no other', () => {
    expect(Object.keys(usage.perRun).sort()).toEqual(scheduleEntries.map(([name]) => name).sort());
  });

  it('names custom metrics of the service only', () => {
    const known = new Set(customMetrics.map(textOfMetric));
    expect(usage.metricsOfJobs.filter((metric) => !known.has(metric))).toEqual([]);
    expect(usage.metricsOfJobs).toContain('order_service_canary_total:returned{service=order-service}');
  });

  it('names functions of the service only', () => {
    const invoked = [usage.perOrder, ...Object.values(usage.perRun)].flatMap(({ invocations }) =>
      Object.keys(invocations),
    );
    expect(functionIds).toEqual(expect.arrayContaining([...new Set(invoked)]));
  });

  it('has each request of an order invoke its function', () => {
    const { invocations } = usage.perOrder;
    for (const id of new Set(usage.requestsOfAnOrder)) {
      expect(invocations[id]).toBe(usage.requestsOfAnOrder.filter((other) => other === id).length);
    }
  });
});
