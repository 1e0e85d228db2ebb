import { describe, expect, it } from 'vitest';
import { invalidStatusTransition, unexpectedError } from '../../../lib/contract/errors/factories.ts';
import { type ErrorCode, errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { isServiceFailure, judgeRequest, judgeUnanswered } from '../../../lib/contract/judge-request.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { sloIds, slos } from '../../../lib/contract/slos.ts';

const { thresholdMs } = slos['order-latency'].indicator;
const judged = (routeId: RouteId, status: number, code?: ErrorCode, durationMs = 10, replayed = false) =>
  Object.fromEntries(
    judgeRequest({ routeId, status, code, durationMs, replayed }).map(({ slo, outcome }) => [slo, outcome]),
  );

describe('judgeRequest', () => {
  it.each(Object.entries(errorRegistry) as [ErrorCode, (typeof errorRegistry)[ErrorCode]][])(
    'spends budget on %s by the registry, or counts no event',
    (code, { status, spendsErrorBudget }) => {
      expect(judged('get-order', status, code)).toEqual(spendsErrorBudget ? { availability: 'bad' } : {});
    },
  );

  it.each<[RouteId, number, object]>([
    ['get-order', 200, { availability: 'good' }],
    ['get-order', 400, {}],
    ['get-order', 499, {}],
    ['get-order', 500, { availability: 'bad' }],
    ['list-products', 504, { availability: 'bad' }],
    ['health-live', 200, {}],
    ['health-ready', 503, {}],
    ['metrics', 500, {}],
    ['create-order', 201, { availability: 'good', 'order-latency': 'good' }],
    ['create-order', 401, {}],
    ['create-order', 409, {}],
    ['create-order', 429, {}],
    ['create-order', 503, { availability: 'bad' }],
    ['pay-order', 200, { availability: 'good' }],
    ['pay-order', 202, { availability: 'good' }],
    ['pay-order', 402, {}],
    ['pay-order', 409, {}],
    ['pay-order', 503, { availability: 'bad' }],
    ['pay-order', 504, { availability: 'bad' }],
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

  it.each([201, 409, 500])('counts no event for a replayed answer with status %i', (status) => {
    expect(judged('create-order', status, undefined, 10, true)).toEqual({});
  });

  it('has a request for every objective but those of work that ends later', () => {
    const judgedBy = (Object.keys(routes) as RouteId[]).flatMap((routeId) =>
      Object.keys(judged(routeId, 200)),
    );
    const later = sloIds.filter((id) => !judgedBy.includes(id));
    expect(later).toEqual(['event-freshness', 'payment-success']);
    expect(later.map((id) => slos[id].indicator.kind)).toEqual(['freshness', 'success']);
  });
});

describe('judgeUnanswered', () => {
  it.each([
    ['create-order', { availability: 'bad' }],
    ['pay-order', { availability: 'bad', 'payment-success': 'bad' }],
    ['health-ready', {}],
    ['unknown-route', {}],
    [undefined, { availability: 'bad' }],
  ] as const)('judges a request to %s', (routeId, events) => {
    expect(Object.fromEntries(judgeUnanswered(routeId).map(({ slo, outcome }) => [slo, outcome]))).toEqual(
      events,
    );
  });
});

describe('isServiceFailure', () => {
  it.each([
    [new Error('a defect'), true],
    [unexpectedError('defect'), true],
    [invalidStatusTransition('shipped', 'cancelled'), false],
  ])('is for %s: %s', (error, expected) => {
    expect(isServiceFailure(error)).toBe(expected);
  });
});
