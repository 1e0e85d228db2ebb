import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metrics } from '../../../lib/contract/metrics.ts';
import { metricsReference } from '../../../tools/generate/metrics-reference.ts';

describe('metricsReference', () => {
  it('documents every metric of the catalogue once, and no other', () => {
    const documented = [...metricsReference().matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name);
    expect(documented).toEqual(Object.keys(metrics));
  });

  it('states the name of each series in CloudWatch', () => {
    expect(metricsReference()).toContain('| `slo_bad_events:<slo>`, 1 or 0 for each event |');
    expect(metricsReference()).toMatch(/\| `order_service_errors_total` .* \| by `code` \|/);
    expect(metricsReference()).toMatch(/\| `order_value_dollars` .* \| yes \|/);
    expect(metricsReference()).toMatch(/\| `orders_pending` .* \| yes \|/);
    expect(metricsReference()).toMatch(/\| `orders_oldest_pending_timestamp_seconds` .* \| no \|/);
  });

  it('equals docs/metrics.md', () => {
    expect(readFileSync('docs/metrics.md', 'utf8')).toBe(metricsReference());
  });
});
