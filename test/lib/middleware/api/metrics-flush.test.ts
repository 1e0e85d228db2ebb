import { describe, expect, it } from 'vitest';
import { metricsFlush } from '../../../../lib/middleware/api/metrics-flush.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const flushed = (hook: 'after' | 'onError', internal: { correlationId?: string }) => {
  const metrics = createRecordingMetrics();
  metrics.observe('order_value_dollars', {}, 1);
  metricsFlush({ metrics })[hook]?.(anInvocation(anApiEvent('health-live'), { internal }));
  return metrics.published;
};

describe('metricsFlush', () => {
  it.each(['after', 'onError'] as const)(
    'publishes what was recorded, with the correlation id (%s)',
    (hook) => {
      expect(flushed(hook, { correlationId: 'correlation-1' })).toEqual([
        {
          samples: [{ name: 'order_value_dollars', labels: {}, value: 1 }],
          metadata: { correlationId: 'correlation-1' },
        },
      ]);
    },
  );

  it('publishes what a request without an id has recorded', () => {
    expect(flushed('onError', {})).toMatchObject([{ metadata: {} }]);
  });
});
