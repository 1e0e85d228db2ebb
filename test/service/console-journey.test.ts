import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import type { InvocationSummary, RequestSummary } from '../../tools/local-cloud/console/requests-view.ts';
import type { SystemMap } from '../../tools/local-cloud/console/system-map.ts';
import type { MeasuredSeries } from '../../tools/local-cloud/measurements/measurement-store.ts';
import { browserProgram, seriousFindings } from '../harness/browser.ts';
import { inTime, openView, useBrowser, useConsole } from '../harness/service/running-console.ts';
import { businessShopper } from '../harness/service/shopper.ts';

// A browser that draws without a graphics card shares the processors with the service.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const running = useConsole({ pace: { queueRetryMs: 50 } });

const stepsOf = async (correlationId: string) => (await running().timelineOf(correlationId)).steps;

const deliveries = async (correlationId: string) =>
  (await stepsOf(correlationId)).filter(({ kind }) => kind === 'event');

/** Places an order, and waits until its event has reached the consumer. */
const followed = async (correlationId: string) => {
  const answer = await running().alice.order('TEA-001', 1, {
    headers: { 'X-Correlation-ID': correlationId },
  });
  await vi.waitFor(async () => {
    const titles = (await stepsOf(correlationId)).map(({ title }) => title);
    expect(titles).toContain('queue → summarize-orders');
  }, inTime);
  return answer.json<{ id: string }>();
};

describe('a step that is repeated', () => {
  it('delivers an event again, and marks it as delivered again', async () => {
    const { send } = running();
    await followed('deliver-it-again');
    const [first] = await deliveries('deliver-it-again');
    expect((await send('POST', '/local/events', first?.details)).statusCode).toBe(200);
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
    const { send } = running();
    const answer = await send('POST', '/local/events', { 'detail-type': 'order.created', detail: {} });
    expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('Source')]);
  });

  it('invokes a function again with its event, and answers its result', async () => {
    const { getJson, send } = running();
    const { id } = await followed('invoke-it-again');
    const step = (await stepsOf('invoke-it-again')).find(({ title }) => title === 'create-order');
    const path = `/local/invocations/${step?.traceId}`;
    const { event } = await getJson<InvocationSummary & { event: unknown }>(path);
    const result = (await send('POST', '/local/functions/create-order/invocations', event)).json<{
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
  it('fails the requests to the database, and shows them in the timeline and on the map', async () => {
    const { alice, getJson, send } = running();
    await send('PUT', '/local/faults', { database: { error: 1 } });
    const answer = await alice.order('TEA-001', 1, { headers: { 'X-Correlation-ID': 'database-is-down' } });
    await send('DELETE', '/local/faults');
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    const failed = (await stepsOf('database-is-down')).filter(({ kind }) => kind === 'database');
    expect(failed[0]?.error).toContain('InternalServerError');
    const { nodes } = await getJson<SystemMap>('/local/map');
    const orders = nodes.find(({ kind, title }) => kind === 'table' && title === 'orders');
    expect(orders?.isFailing).toBe(true);
    expect((await alice.order('TEA-001')).statusCode).toBe(201);
  });

  it('throttles the requests to the database, and counts them', async () => {
    const { alice, getJson, send } = running();
    const { id } = await alice.placed('TEA-001');
    await send('PUT', '/local/faults', { database: { throttle: 1 } });
    const read = await alice.send('get-order', {
      path: { orderId: id },
      headers: { 'X-Correlation-ID': 'throttled' },
    });
    await send('DELETE', '/local/faults');
    expect(read.statusCode).toBe(503);
    const errors = (await stepsOf('throttled')).flatMap(({ error }) => error ?? []);
    expect(errors.join()).toContain('ThrottlingException');
    const { items } = await getJson<{ items: MeasuredSeries[] }>('/local/measurements');
    const throttled = items.filter(({ name, minutes }) => /Throttle/.test(name) && minutes.at(-1)?.max === 1);
    expect(throttled.map(({ name }) => name)).toContain('ReadThrottleEvents');
  });

  it('keeps events from the queue of a rule, and shows them on the map until they are purged', async () => {
    const { alice, getJson, send } = running();
    const ruleOnMap = async () =>
      (await getJson<SystemMap>('/local/map')).nodes.find(({ id }) => id === 'rule:order-summary');
    await send('PUT', '/local/faults', { bus: { undelivered: 1 } });
    await alice.placed('TEA-001');
    await vi.waitFor(async () => expect((await ruleOnMap())?.isFailing).toBe(true), inTime);
    await send('DELETE', '/local/faults');
    expect((await ruleOnMap())?.letters?.[0]).toContain('order.created');
    expect((await send('POST', '/local/rules/order-summary/purge')).statusCode).toBe(200);
    expect((await ruleOnMap())?.counts).toEqual({ undelivered: 0 });
  });

  it('fails the requests to the payment gateway', async () => {
    const { alice, send } = running();
    const { id } = await alice.placed('TEA-001');
    await send('PUT', '/local/faults', { payments: { error: 1 } });
    await alice.pay(id, testPaymentMethods.succeeds, { headers: { 'X-Correlation-ID': 'gateway-is-down' } });
    await send('DELETE', '/local/faults');
    const calls = (await stepsOf('gateway-is-down')).filter(({ kind }) => kind === 'payment');
    expect(calls[0]).toMatchObject({ status: 'failed', note: expect.stringContaining('503') });
  });
});

describe.skipIf(browserProgram.isMissing)(`a newcomer in a browser${browserProgram.reason}`, () => {
  const openPage = useBrowser();

  const open = (page: Page, place: string) => openView(running(), page, place);

  const openRequest = (page: Page, id: string | undefined) =>
    open(page, `/requests/${encodeURIComponent(id ?? '')}`);

  const openStep = async (page: Page, text: string) => {
    await page.getByRole('listitem').getByRole('button').filter({ hasText: text }).first().click();
  };

  /** Turns a fault of a part of the map on or off, and waits until it is so. */
  const turn = async (page: Page, part: string, fault: string, isOn: boolean) => {
    await open(page, `/map/${encodeURIComponent(part)}`);
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    // Before its state is loaded, a switch is disabled and shows none.
    await page.getByLabel(fault).and(page.locator(':enabled')).setChecked(isOn);
    expect((await answered).status()).toBe(200);
  };

  /** A payment that fails, from before the payment gateway is down. */
  let declined: RequestSummary | undefined;
  beforeAll(async () => {
    const { alice, newest } = running();
    const { id } = await alice.placed('TEA-001');
    await alice.pay(id, testPaymentMethods.declined);
    declined = await newest('/api/v1/orders/{orderId}/payment');
  });

  it('places, pays, follows, injects faults, sees the alert, redrives, and sends again', async () => {
    const { service, newest } = running();
    const { page, errors } = await openPage();
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

    await openRequest(page, (await newest('/api/v1/orders/{orderId}/payment'))?.id);
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
    await openRequest(page, paid?.id);
    for (const step of ['TransactWriteItems', 'stream → relay-events', 'queue → summarize-orders']) {
      await timeline.getByText(step).first().waitFor();
    }

    // The payment gateway answers with errors, and other customers want to pay.
    const shop = await businessShopper(service, 'bob');
    const orders = await Promise.all(Array.from({ length: 6 }, () => shop.placed('TEA-001')));
    await open(page, '/objectives');
    const payments = page.getByRole('region', { name: 'Payment success' });
    await payments.waitFor();
    expect(await payments.getByText('page fires').count()).toBe(0);
    await turn(page, 'external:payment gateway', 'Down: each answer is 503', true);
    for (const { id } of orders) await shop.pay(id);
    await page.getByRole('link', { name: /^Objectives/ }).click();
    await payments.getByText('page fires').waitFor();
    await turn(page, 'external:payment gateway', 'Down: each answer is 503', false);

    // The consumer is killed at each delivery, so the event becomes a dead letter.
    await turn(page, 'function:summarize-orders', 'Kill each invocation', true);
    await openRequest(page, paid?.id);
    await openStep(page, 'bus accepts order.confirmed');
    await page.getByRole('button', { name: 'Deliver again' }).click();
    await page.getByText('Delivered. The bus accepted the event once more').waitFor();
    await open(page, '/map/dead-letters%3Aorder-summary');
    await page.getByRole('button', { name: 'Redrive' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await turn(page, 'function:summarize-orders', 'Kill each invocation', false);
    await open(page, '/map/dead-letters%3Aorder-summary');
    await page.getByRole('button', { name: 'Redrive' }).click();
    await page.getByRole('button', { name: 'Redrive' }).waitFor({ state: 'detached' });

    await openRequest(page, paid?.id);
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await vi.waitFor(async () => expect((await newest(paid?.route ?? ''))?.client).toBe('browser'), inTime);
    await vi.waitFor(async () => expect((await newest(paid?.route ?? ''))?.id).not.toBe(paid?.id), inTime);
    expect(await newest(paid?.route ?? '')).toMatchObject({ status: 200, subject: placed?.subject });
    // The browser itself reports the declined payment.
    expect(errors.filter((error) => !error.includes('402'))).toEqual([]);
    await page.close();
  }, 300_000);

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe-core in any view, %s',
    async (colorScheme) => {
      const { page } = await openPage();
      await page.emulateMedia({ colorScheme });
      await open(page, '/requests');
      await page.getByRole('navigation').getByRole('link').nth(3).waitFor();
      const links = await page.getByRole('navigation').getByRole('link').all();
      const views = await Promise.all(links.map((link) => link.getAttribute('href')));
      expect(views).toContain('#/map');
      const request = `#/requests/${encodeURIComponent(declined?.id ?? '')}`;
      const details = [
        `#/orders/${declined?.subject}`,
        '#/try/pay-order',
        '#/map/function%3Apay-order',
        '#/map/external%3Apayment%20gateway',
        `#/timelines/${declined?.correlationId}`,
        request,
      ];
      for (const view of [...views, ...details]) {
        await page.goto(`${running().service.url}/${view}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        if (view === details[0]) await page.getByText('attempt 1 with').waitFor();
        if (view === request) await openStep(page, 'pay-order');
        expect([view, await seriousFindings(page)]).toEqual([view, []]);
      }
      await page.close();
    },
    300_000,
  );
});
