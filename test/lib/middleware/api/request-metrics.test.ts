import { describe, expect, it } from 'vitest';
import { type AnsweredRequest, judgeRequest } from '../../../../lib/contract/judge-request.ts';
import type { Invocation } from '../../../../lib/middleware/api/api-event.ts';
import { type JudgeRequest, requestMetrics } from '../../../../lib/middleware/api/request-metrics.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const routeId = 'get-order';
const route = { method: 'GET', endpoint: '/api/v1/orders/{orderId}' } as const;

const run = (
  end: (middleware: ReturnType<typeof requestMetrics>, invocation: Invocation) => void,
  judge: JudgeRequest = judgeRequest,
) => {
  const metrics = createRecordingMetrics();
  const times = [1_000, 1_250, 9_999];
  const middleware = requestMetrics({
    metrics,
    routeId,
    now: () => times.shift() ?? 0,
    judge,
  });
  const invocation = anInvocation(anApiEvent('get-order', { arrivedAt: 400 }));
  middleware.before?.(invocation);
  end(middleware, invocation);
  return metrics.recorded();
};

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
    const samples = run((middleware, invocation) => {
      invocation.response = answered(statusCode);
      middleware.after?.(invocation);
    });
    expect(samples).toEqual([
      { name: 'order_service_requests_total', labels: { ...route, status }, value: 1 },
      { name: 'order_service_request_duration_seconds', labels: route, value: 0.25 },
      ...(statusCode >= 400 && statusCode < 500
        ? []
        : [
            {
              name: 'slo_events_total',
              labels: { slo: 'availability', outcome: statusCode < 500 ? 'good' : 'bad' },
              value: 1,
            },
          ]),
    ]);
  });

  it('judges the time since the request arrived at the gateway, and whether it was answered before', () => {
    const judged: AnsweredRequest[] = [];
    const judge: JudgeRequest = (request) => {
      judged.push(request);
      return [];
    };
    run((middleware, invocation) => {
      invocation.response = { ...answered(201), headers: { 'Idempotent-Replayed': 'true' } };
      middleware.after?.(invocation);
    }, judge);
    expect(judged).toEqual([{ routeId, status: 201, code: undefined, durationMs: 850, replayed: true }]);
  });

  it('judges a request without a response to be an error', () => {
    const samples = run((middleware, invocation) => middleware.onError?.(invocation));
    expect(samples[0]?.labels).toEqual({ ...route, status: 'error' });
  });

  it('spends the error budget by the registry, irrespective of the status', () => {
    const samples = run((middleware, invocation) => {
      invocation.response = answered(404);
      invocation.internal.errorCode = 'SYS-003';
      middleware.onError?.(invocation);
    });
    expect(samples.at(-1)?.labels).toEqual({ slo: 'availability', outcome: 'bad' });
  });

  it('judges a request once, even when its end fails', () => {
    const samples = run((middleware, invocation) => {
      invocation.response = answered(200);
      middleware.after?.(invocation);
      middleware.onError?.(invocation);
    });
    expect(samples).toHaveLength(3);
  });
});
