import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../../../lib/contract/judge-request.ts';
import type { Invocation } from '../../../../lib/middleware/api/api-event.ts';
import { requestMetrics } from '../../../../lib/middleware/api/request-metrics.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const routeId = 'get-order';
const route = { method: 'GET', endpoint: '/api/v1/orders/{orderId}' } as const;

const run = (end: (middleware: ReturnType<typeof requestMetrics>, invocation: Invocation) => void) => {
  const metrics = createRecordingMetrics();
  const times = [1_000, 1_250, 9_999];
  const middleware = requestMetrics({
    metrics,
    routeId,
    now: () => times.shift() ?? 0,
    judge: judgeRequest,
  });
  const invocation = anInvocation(anApiEvent('get-order'));
  middleware.before?.(invocation);
  end(middleware, invocation);
  return metrics.published;
};

const nothing = { samples: [] };
const answered = (statusCode: number) => ({ statusCode, headers: {}, body: '' });

describe('requestMetrics', () => {
  it.each([
    [200, 'success'],
    [201, 'success'],
    [202, 'success'],
    [399, 'success'],
    [400, 'error'],
    [404, 'error'],
    [500, 'error'],
    [504, 'error'],
  ])('judges a response with status %i to be a %s', (statusCode, status) => {
    const [{ samples } = nothing] = run((middleware, invocation) => {
      invocation.response = answered(statusCode);
      middleware.after?.(invocation);
    });
    expect(samples).toEqual([
      { name: 'order_service_requests_total', labels: { ...route, status }, value: 1 },
      { name: 'order_service_request_duration_seconds', labels: route, value: 0.25 },
      {
        name: 'slo_events_total',
        labels: { slo: 'availability', outcome: statusCode < 500 ? 'good' : 'bad' },
        value: 1,
      },
    ]);
  });

  it('judges a request without a response to be an error', () => {
    const [{ samples } = nothing] = run((middleware, invocation) => middleware.onError?.(invocation));
    expect(samples[0]?.labels).toEqual({ ...route, status: 'error' });
  });

  it('spends the error budget on an error of the registry that does, whatever the status', () => {
    const [{ samples } = nothing] = run((middleware, invocation) => {
      invocation.response = answered(404);
      invocation.internal.errorCode = 'SYS-003';
      middleware.onError?.(invocation);
    });
    expect(samples.at(-1)?.labels).toEqual({ slo: 'availability', outcome: 'bad' });
  });

  it('judges a request once, even when its end fails', () => {
    const [{ samples } = nothing] = run((middleware, invocation) => {
      invocation.response = answered(200);
      middleware.after?.(invocation);
      middleware.onError?.(invocation);
    });
    expect(samples).toHaveLength(3);
  });

  it('publishes the metrics of the invocation under its correlation id', () => {
    const published = run((middleware, invocation) => {
      invocation.internal.correlationId = 'correlation-1';
      middleware.onError?.(invocation);
    });
    expect(published).toMatchObject([{ metadata: { correlationId: 'correlation-1' } }]);
  });

  it('publishes the metrics of a request that failed before it had a correlation id', () => {
    expect(run((middleware, invocation) => middleware.onError?.(invocation))).toMatchObject([
      { metadata: {} },
    ]);
  });
});
