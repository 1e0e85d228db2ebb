import { describe, expect, it } from 'vitest';
import { functionClasses } from '../../../infra/monitoring/monitored.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';

describe('classes of functions', () => {
  it('hold every function once, but for those that read logs and the one for unknown routes', () => {
    const classified = Object.values(functionClasses).flat();
    const others = ['aggregate-metrics', 'judge-unanswered', 'unknown-route'];
    expect([...others, ...classified].sort()).toEqual([...functionIds].sort());
  });
});
