import { beforeAll, describe, expect, it } from 'vitest';
import { rolledBackBy } from '../../../infra/rollout/rollback-alarms.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import { type SloId, slos } from '../../../lib/contract/slos.ts';
import { anApiEvent, customerClaims } from '../../builders/an-api-event.ts';
import { alarming, rollbackAlarmStates } from '../../harness/cloudwatch/canary-alarms.ts';
import { startFunctions } from '../../harness/functions/running-functions.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';
import { matrixSku, validRequests } from '../../harness/service/valid-requests.ts';

const { api } = synthesized({ stage: 'prod' });
const version = '12';
const watched = Object.entries(rolledBackBy).flatMap(([slo, ids]) =>
  ids.map((id) => [id, slo as SloId] as const),
);
const routeIds = [...new Set(watched.map(([id]) => id))];
/** Nothing listens on this port. */
const nothing = 'http://127.0.0.1:9';

const correlationOf = (id: RouteId) => `canary-of-${id}`;

/** New products have something in stock. */
const bodies: Partial<Record<RouteId, unknown>> = {
  'put-product': { ...(validRequests['put-product'].body as object), stock: 10 },
};

const requestTo = (id: RouteId, arrivedAt = Date.now()) => {
  const { scope, path } = routes[id];
  const parameters = Object.entries({ orderId: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV', sku: matrixSku });
  return anApiEvent(id, {
    arrivedAt,
    path: Object.fromEntries(parameters.filter(([name]) => path.includes(`{${name}}`))),
    body: bodies[id] ?? validRequests[id].body,
    headers: { 'idempotency-key': correlationOf(id), 'x-correlation-id': correlationOf(id) },
    claims: scope === null ? null : { ...customerClaims, scope },
  });
};

type Lines = ReadonlyMap<RouteId, readonly string[]>;

/**
 * The lines that one request to the version prints for each route: what it does once, a canary does with each request.
 * Every request arrives some time after the gateway took it.
 */
const linesOf = async (
  requests: readonly (readonly [id: RouteId, status: number])[],
  environment: Record<string, string> = {},
  waitedMs = 0,
): Promise<Lines> => {
  const functions = await startFunctions({ AWS_LAMBDA_FUNCTION_VERSION: version, ...environment });
  const answered: [RouteId, number][] = [];
  for (const [id] of requests) {
    const { statusCode } = await functions.invoke(id, requestTo(id, Date.now() - waitedMs));
    answered.push([id, statusCode]);
  }
  const lines = await functions.stop();
  expect(answered).toEqual(requests);
  return new Map(requests.map(([id]) => [id, lines.filter((line) => line.includes(correlationOf(id)))]));
};

const times = (count: number, lines: readonly string[] = []) =>
  Array.from({ length: count }, () => lines).flat();

describe('alarms on a new version, evaluated with the lines that its functions print', () => {
  let failing: Lines;
  let good: Lines;
  let late: Lines;

  beforeAll(async () => {
    const noDatabase = { [names.dynamodbEndpoint]: nothing };
    failing = await linesOf(
      routeIds.map((id) => [id, 503]),
      noDatabase,
    );
    const ordering = [['put-product', 200] as const, ['create-order', 201] as const];
    const reading = [['list-orders', 200] as const, ['customer-summary', 200] as const];
    // As if it arrived later than it does: on a busy machine, the first order of a process is late.
    good = await linesOf([...ordering, ...reading], {}, -10_000);
    late = await linesOf(ordering, {}, 10_000);
  });

  const statesOf = (routeId: RouteId, lines: readonly string[], invoked: number, crashed = 0) =>
    rollbackAlarmStates(api, { routeId, version, lines, invoked, crashed });

  it.each(routeIds)('stop %s when it fails completely at a tenth of the traffic', (id) => {
    const lines = times(6, failing.get(id));
    expect(alarming(statesOf(id, lines, 6))).toContain('availability');
  });

  it.each(routeIds)('stop %s when it crashes with each request', (id) => {
    expect(alarming(statesOf(id, [], 6, 6))).toEqual(['availability']);
  });

  it.each(watched)('accept a working version of %s by %s', (id, slo) => {
    const states = statesOf(id, times(500, good.get(id)), 500);
    expect(new Set(states.get(slo))).toEqual(new Set(['OK']));
  });

  it.each(watched)('leave %s to the rehearsal, with fewer bad events than %s needs', (id, slo) => {
    const few = slos[slo].minBadEvents - 1;
    const lines = times(few, failing.get(id));
    expect(alarming(statesOf(id, lines, few))).toEqual([]);
    expect(alarming(statesOf(id, [], few, few))).toEqual([]);
  });

  it('count failures and crashes together', () => {
    expect(alarming(statesOf('get-order', times(3, failing.get('get-order')), 6, 3))).toEqual([
      'availability',
    ]);
  });

  it('stop a version that answers late', () => {
    expect(alarming(statesOf('create-order', times(20, late.get('create-order')), 20))).toEqual([
      'order-latency',
    ]);
  });

  it('tolerate a share of bad events up to their limit', () => {
    const lines = [...times(10, failing.get('list-orders')), ...times(190, good.get('list-orders'))];
    expect(alarming(statesOf('list-orders', lines, 200))).toEqual([]);
    expect(alarming(statesOf('list-orders', lines, 199))).toEqual(['availability']);
  });

  it('do not count failures of the previous version', () => {
    const before = times(20, failing.get('get-order')).map((line) => line.replaceAll('"12"', '"11"'));
    expect(before.join()).toContain('"missed":{"availability":"11"}');
    expect(alarming(statesOf('get-order', before, 20))).toEqual([]);
  });
});
