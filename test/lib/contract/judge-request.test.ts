import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { judgeRequest } from '../../../lib/contract/judge-request.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { sloIds, slos } from '../../../lib/contract/slos.ts';

const { thresholdMs } = slos['order-latency'].indicator;
const judged = (routeId: RouteId, status: number, code?: ErrorCode, durationMs = 10) =>
  Object.fromEntries(
    judgeRequest({ routeId, status, code, durationMs }).map(({ slo, outcome }) => [slo, outcome]),
  );

describe('judgeRequest', () => {
  it.each(Object.entries(errorRegistry) as [ErrorCode, (typeof errorRegistry)[ErrorCode]][])(
    'spends budget on %s if the registry says so',
    (code, { status, spendsErrorBudget }) => {
      const availability = spendsErrorBudget ? 'bad' : 'good';
      expect(judged('get-order', status, code)).toEqual({ availability });
    },
  );

  it.each<[RouteId, number, object]>([
    ['get-order', 200, { availability: 'good' }],
    ['get-order', 499, { availability: 'good' }],
    ['get-order', 500, { availability: 'bad' }],
    ['list-products', 504, { availability: 'bad' }],
    ['health-live', 200, {}],
    ['health-ready', 503, {}],
    ['metrics', 500, {}],
    ['create-order', 201, { availability: 'good', 'order-latency': 'good' }],
    ['create-order', 409, { availability: 'good', 'order-latency': 'good' }],
    ['create-order', 503, { availability: 'bad' }],
    ['pay-order', 200, { availability: 'good', 'payment-success': 'good' }],
    ['pay-order', 202, { availability: 'good', 'payment-success': 'bad' }],
    ['pay-order', 400, { availability: 'good' }],
    ['pay-order', 402, { availability: 'good' }],
    ['pay-order', 409, { availability: 'good' }],
    ['pay-order', 503, { availability: 'bad', 'payment-success': 'bad' }],
    ['pay-order', 504, { availability: 'bad', 'payment-success': 'bad' }],
  ])('judges %s with status %i', (routeId, status, events) => {
    expect(judged(routeId, status)).toEqual(events);
  });

  it.each([
    [0, 'good'],
    [thresholdMs, 'good'],
    [thresholdMs + 1, 'bad'],
  ])('judges an order that takes %i ms to be %s', (durationMs, outcome) => {
    expect(judged('create-order', 201, undefined, durationMs)['order-latency']).toBe(outcome);
  });

  it('has a request for every objective but the one that the relay judges', () => {
    const judgedBy = (Object.keys(routes) as RouteId[]).flatMap((routeId) =>
      Object.keys(judged(routeId, 200)),
    );
    expect([...new Set([...judgedBy, 'event-freshness'])].sort()).toEqual([...sloIds].sort());
    expect(sloIds.filter((id) => slos[id].indicator.kind === 'freshness')).toEqual(['event-freshness']);
  });
});
