import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import type { InvocationSummary, RequestSummary } from '../../tools/local-cloud/console/requests-view.ts';
import type { SystemMap } from '../../tools/local-cloud/console/system-map.ts';
import type { Timeline } from '../../tools/local-cloud/console/timeline.ts';
import { browserProgram, openPage, seriousFindings, startBrowser } from '../harness/browser.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { type Shopper, shopper } from '../harness/service/shopper.ts';

// A browser that draws without a graphics card shares the processors with the service.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let service: RunningService;
let alice: Shopper;
beforeAll(async () => {
  service = await startService({
    functions: ['create-order', 'pay-order', 'get-order', 'put-product'],
    consumers: ['relay-events', 'summarize-orders'],
    seeded: true,
    pace: { queueRetryMs: 50 },
  });
  alice = await shopper(service, 'alice');
});
afterAll(() => service?.close());

/** A browser on a busy machine is slow. */
const patienceMs = 60_000;
const inTime = { timeout: patienceMs, interval: 100 };

const getJson = async <T>(path: string) => (await service.request(path)).json<T>();

const post = (path: string, body: unknown = {}) =>
  service.request(path, { method: 'POST', body: JSON.stringify(body) });

const putFaults = (faults: unknown) =>
  service.request('/local/faults', { method: 'PUT', body: JSON.stringify(faults) });

const endFaults = () => service.request('/local/faults', { method: 'DELETE' });

const stepsOf = async (correlationId: string) =>
  (await getJson<Timeline>(`/local/timelines/${correlationId}`)).steps;

const deliveries = async (correlationId: string) =>
  (await stepsOf(correlationId)).filter(({ kind }) => kind === 'event');

/** Places an order, and waits until its event has reached the consumer. */
const followed = async (correlationId: string) => {
  const answer = await alice.order('TEA-001', 1, { headers: { 'X-Correlation-ID': correlationId } });
  await vi.waitFor(async () => {
    const titles = (await stepsOf(correlationId)).map(({ title }) => title);
    expect(titles).toContain('queue → summarize-orders');
  }, inTime);
  return answer.json<{ id: string }>();
};

describe('a step that is repeated', () => {
  it('delivers an event again, and marks it as delivered again', async () => {
    await followed('deliver-it-again');
    const [first] = await deliveries('deliver-it-again');
    expect((await post('/local/events', first?.details)).statusCode).toBe(200);
    await vi.waitFor(async () => {
      const [, again] = await deliveries('deliver-it-again');
      expect(again?.note).toContain('delivered again');
      const consumed = (await stepsOf('deliver-it-again')).filter(({ title }) =>
        title.endsWith('summarize-orders'),
      );
      expect(consumed.map(({ status }) => status)).toEqual(['ok', 'ok']);
    }, inTime);
  });

  it('refuses an event without a source', async () => {
    const answer = await post('/local/events', { 'detail-type': 'order.created', detail: {} });
    expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('Source')]);
  });

  it('invokes a function again with its event, and answers what the function returned', async () => {
    const { id } = await followed('invoke-it-again');
    const step = (await stepsOf('invoke-it-again')).find(({ title }) => title === 'create-order');
    const path = `/local/invocations/${step?.traceId}`;
    const { event } = await getJson<InvocationSummary & { event: unknown }>(path);
    const result = (await post('/local/functions/create-order/invocations', event)).json<{
      status: string;
      payload: { statusCode: number; body: string; headers: Record<string, string> };
    }>();
    expect(result).toMatchObject({ status: 'succeeded', payload: { statusCode: 201 } });
    expect(JSON.parse(result.payload.body)).toMatchObject({ id });
    const notes = (await stepsOf('invoke-it-again')).map(({ note }) => note);
    expect(notes).toContainEqual(expect.stringContaining('invoked again from the console'));
  });
});

describe('a fault of a part', () => {
  it('fails the requests to the database, and shows so in the timeline and on the map', async () => {
    await putFaults({ database: { error: 1 } });
    const answer = await alice.order('TEA-001', 1, { headers: { 'X-Correlation-ID': 'database-is-down' } });
    await endFaults();
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    const failed = (await stepsOf('database-is-down')).filter(({ kind }) => kind === 'database');
    expect(failed[0]?.error).toContain('InternalServerError');
    const { nodes } = await getJson<SystemMap>('/local/map');
    const orders = nodes.find(({ kind, title }) => kind === 'table' && title === 'orders');
    expect(orders?.isFailing).toBe(true);
    expect((await alice.order('TEA-001')).statusCode).toBe(201);
  });

  it('fails the requests to the payment gateway', async () => {
    const { id } = await alice.placed('TEA-001');
    await putFaults({ payments: { error: 1 } });
    await alice.pay(id, testPaymentMethods.succeeds, { headers: { 'X-Correlation-ID': 'gateway-is-down' } });
    await endFaults();
    const calls = (await stepsOf('gateway-is-down')).filter(({ kind }) => kind === 'payment');
    expect(calls[0]).toMatchObject({ status: 'failed', note: expect.stringContaining('503') });
  });
});

describe.skipIf(browserProgram.isMissing)(`a newcomer in a browser${browserProgram.reason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  const newest = async (route: string) =>
    (await getJson<{ items: RequestSummary[] }>('/local/requests')).items.findLast(
      (request) => request.route === route,
    );

  const open = (page: Page, hash: string) => page.goto(`${service.url}/#${hash}`);

  const openStep = async (page: Page, text: string) => {
    await page.getByRole('listitem').getByRole('button').filter({ hasText: text }).first().click();
  };

  it('places and pays an order, finds a poisoned event, redrives it, and delivers it again', async () => {
    const { page, errors } = await openPage(browser);
    page.setDefaultTimeout(patienceMs);
    await open(page, '/try/create-order');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('region', { name: 'Answer' }).getByText('201').waitFor();
    const placed = await newest('/api/v1/orders');

    await open(page, `/orders/${placed?.subject}`);
    await page.getByLabel('Pay with').selectOption(testPaymentMethods.declined);
    await page.getByRole('button', { name: 'Pay' }).click();
    const notice = page.getByRole('region', { name: 'Notice' });
    await notice.getByText('Payment failed: generic_decline').waitFor();
    expect(await notice.textContent()).toContain('Next: Pay with another payment method');
    await page.getByText('attempt 1 with').waitFor();

    const declined = await newest('/api/v1/orders/{orderId}/payment');
    await open(page, `/requests/${encodeURIComponent(declined?.id ?? '')}`);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('card_declined, generic_decline').first().waitFor();
    expect(await page.getByRole('article').textContent()).toContain(
      'Pay the order with another payment method',
    );

    await open(page, `/orders/${placed?.subject}`);
    await page.getByLabel('Pay with').selectOption(testPaymentMethods.succeeds);
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.getByRole('img', { name: 'the order is confirmed' }).waitFor();
    const paid = await newest('/api/v1/orders/{orderId}/payment');
    await open(page, `/requests/${encodeURIComponent(paid?.id ?? '')}`);
    for (const step of ['TransactWriteItems', 'stream → relay-events', 'queue → summarize-orders']) {
      await timeline.getByText(step).first().waitFor(inTime);
    }

    // The consumer is killed at each delivery, so the event becomes a dead letter.
    await open(page, '/map/function%3Asummarize-orders');
    await page.getByLabel('Kill each invocation').check();
    await vi.waitFor(
      async () => expect((await service.request('/local/faults')).body).toContain('crash'),
      inTime,
    );
    await open(page, `/requests/${encodeURIComponent(paid?.id ?? '')}`);
    await openStep(page, 'bus accepts order.confirmed');
    await page.getByRole('button', { name: 'Deliver again' }).click();
    await page.getByText('Delivered. The bus accepted the event once more').waitFor();
    await open(page, '/map/dead-letters%3Aorder-summary');
    await page.getByRole('button', { name: 'Redrive' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await open(page, '/map/function%3Asummarize-orders');
    await page.getByLabel('Kill each invocation').uncheck();
    await open(page, '/map/dead-letters%3Aorder-summary');
    await page.getByRole('button', { name: 'Redrive' }).click();
    await page.getByRole('button', { name: 'Redrive' }).waitFor({ state: 'detached' });

    await open(page, `/requests/${encodeURIComponent(paid?.id ?? '')}`);
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await vi.waitFor(async () => expect((await newest(paid?.route ?? ''))?.id).not.toBe(paid?.id), inTime);
    expect(await newest(paid?.route ?? '')).toMatchObject({ status: 200, client: 'browser' });
    expect(errors.filter((error) => !error.includes('402'))).toEqual([]);
    await page.close();
  }, 300_000);

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe-core in any view, %s',
    async (colorScheme) => {
      const { page } = await openPage(browser);
      page.setDefaultTimeout(patienceMs);
      await page.emulateMedia({ colorScheme });
      await open(page, '/requests');
      await page.getByRole('navigation').getByRole('link').nth(3).waitFor();
      const links = await page.getByRole('navigation').getByRole('link').all();
      const views = await Promise.all(links.map((link) => link.getAttribute('href')));
      expect(views).toContain('#/map');
      const request = await newest('/api/v1/orders');
      const details = ['#/map/function%3Apay-order', `#/requests/${encodeURIComponent(request?.id ?? '')}`];
      for (const view of [...views, ...details]) {
        await page.goto(`${service.url}/${view}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        if (view === details[1]) await openStep(page, 'create-order');
        expect([view, await seriousFindings(page)]).toEqual([view, []]);
      }
      await page.close();
    },
    300_000,
  );
});
