import { beforeAll, describe, expect, it } from 'vitest';
import { logEvents } from '../../lib/platform/logging/log-events.ts';
import type { ApiResponse } from '../../lib/platform/response.ts';
import { aProduct } from '../builders/a-product.ts';
import { anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { readEmfLine } from '../harness/emf-line.ts';
import { startFunctions } from '../harness/functions/running-functions.ts';

type Line = Record<string, unknown>;

const { name, unitPrice, available: stock } = aProduct();
const seeding = {
  path: { sku: 'TEA-001' },
  claims: { ...customerClaims, sub: 'root', scope: 'orders:admin' },
  body: { name, unitPrice, stock },
  headers: { 'x-correlation-id': 'seeding-1' },
};
const ordering = {
  body: { items: [{ sku: 'TEA-001', quantity: 2 }], source: 'mobile' },
  headers: { 'x-correlation-id': 'ordering-1', 'idempotency-key': 'key-of-log-lines-1' },
};
const browsing = { claims: null, headers: { 'x-correlation-id': 'browsing-1' } };
const missing = { path: { orderId: 'ord_1' }, headers: { 'x-correlation-id': 'missing-1' } };

/** Seeds, places an order, browses and asks for an order that is not there, one after the other. */
const runAt = async (level?: string) => {
  const functions = await startFunctions(level === undefined ? {} : { LOG_LEVEL: level });
  await functions.invoke('put-product', anApiEvent('put-product', seeding));
  const placed = await functions.invoke('create-order', anApiEvent('create-order', ordering));
  await functions.invoke('list-products', anApiEvent('list-products', browsing));
  await functions.invoke('get-order', anApiEvent('get-order', missing));
  const printed = await functions.stop();
  return { placed, printed, lines: printed.map((line): Line => JSON.parse(line)) };
};

describe('log lines', () => {
  let placed: ApiResponse;
  let printed: string[];
  let lines: Line[];
  beforeAll(async () => {
    ({ placed, printed, lines } = await runAt());
  });

  const logged = (correlationId: string) => lines.filter((line) => line['correlationId'] === correlationId);

  it('carry service, function, request and correlation id', () => {
    for (const line of lines) {
      expect(line).toMatchObject({
        service: 'order-service',
        level: expect.stringMatching(/^(INFO|WARN)$/),
        function_name: expect.stringMatching(/^[a-z-]+$/),
        function_request_id: expect.any(String),
        correlationId: expect.stringMatching(/^[a-z]+-1$/),
        logCode: expect.stringMatching(/^LOG-[A-Z]{3}-\d{3}$/),
      });
    }
  });

  it('mark the first invocation of an environment', () => {
    const colds = ['seeding-1', 'ordering-1', 'browsing-1'].map((id) => logged(id)[0]?.['cold_start']);
    expect(colds).toEqual([true, false, false]);
  });

  it('name the user and the order of the request', () => {
    const { id } = JSON.parse(placed.body) as { id: string };
    const codes = logged('ordering-1').map((line) => [line['logCode'], line['userId'], line['orderId']]);
    expect(codes).toEqual([
      [logEvents.orderPlaced.code, 'alice', id],
      [logEvents.requestCompleted.code, 'alice', id],
    ]);
  });

  it('name neither in the next request', () => {
    const next = logged('browsing-1');
    expect(next.length).toBeGreaterThan(0);
    for (const line of next) {
      expect(line).not.toHaveProperty('userId');
      expect(line).not.toHaveProperty('orderId');
    }
  });

  it('warn of a known error, with its code', () => {
    expect(logged('missing-1')).toMatchObject([
      { level: 'WARN', logCode: logEvents.requestRejected.code, code: 'ORD-001' },
      { level: 'INFO', logCode: logEvents.requestCompleted.code, status: 404, _aws: expect.anything() },
    ]);
  });

  it('are the catalogue’s level and no lower: WARN leaves warnings and metrics', async () => {
    const quiet = await runAt('WARN');
    const levels = quiet.lines.filter((line) => 'level' in line).map((line) => line['level']);
    expect(levels).toEqual(['WARN']);
    expect(quiet.lines.filter((line) => '_aws' in line)).toHaveLength(4);
  });

  describe('with metrics', () => {
    const metricLines = (correlationId: string) =>
      printed.filter((line) => line.includes('"_aws"') && line.includes(correlationId));

    it('are the last line of each invocation, and begin with its own members', () => {
      const ids = ['seeding-1', 'ordering-1', 'browsing-1', 'missing-1'];
      expect(ids.map((id) => metricLines(id).length)).toEqual([1, 1, 1, 1]);
      for (const id of ids) {
        const { logCode, ...line } = logged(id).at(-1) ?? {};
        expect([logCode, Number.isInteger(line['status'])]).toEqual([logEvents.requestCompleted.code, true]);
        expect(Object.keys(line).indexOf('status')).toBeLessThan(Object.keys(line).indexOf('_aws'));
      }
    });

    it('hold the request', () => {
      const metrics = readEmfLine(metricLines('ordering-1')[0] ?? '');
      const byName = Object.fromEntries(metrics.map((metric) => [metric.name, metric]));
      expect(byName).toMatchObject({
        order_service_request_duration_seconds: {
          unit: 'Seconds',
          dimensions: { method: 'POST', endpoint: '/api/v1/orders' },
        },
      });
    });

    it('carry all counts of the environment, and the template instead of the path', () => {
      const { exact } = JSON.parse(metricLines('missing-1')[0] ?? '');
      expect(exact).toMatchObject({
        seq: 4,
        series: {
          'rq|POST|/api/v1/orders|success': 1,
          'rq|GET|/api/v1/orders/{orderId}|error': 1,
          'er|ORD-001': 1,
        },
      });
      expect(JSON.stringify(exact)).not.toContain('ord_1');
    });
  });
});
