import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReportedAlarm } from '../../tools/local-cloud/measurements/reported-alarm.ts';
import { browserProgram, seriousFindings } from '../harness/browser.ts';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';
import { openView, useBrowser, useConsole } from '../harness/service/running-console.ts';
import { businessShopper } from '../harness/service/shopper.ts';

// A browser that draws without a graphics card shares the processors with the service.

const running = useConsole({
  functions: ['create-order', 'pay-order', 'put-product', 'metrics'],
  consumers: ['aggregate-metrics'],
});

beforeAll(async () => {
  const { service } = running();
  const shop = await businessShopper(service, 'bob');
  const outage = JSON.stringify({ seconds: 600, mode: 'error' });
  const orders = await Promise.all(Array.from({ length: 6 }, () => shop.placed('TEA-001')));
  await service.request('/local/payments/outage', { method: 'POST', body: outage });
  for (const { id } of orders) await shop.pay(id);
  service.logs.append('/aws/lambda/create-order', 'stream', [
    JSON.stringify({
      level: 'ERROR',
      message: 'request failed with an unexpected error',
      logCode: 'LOG-REQ-003',
      error: {
        name: 'TypeError',
        message: 'planted',
        stack: 'TypeError: planted\n    at place (lib/app/create-order.ts:7:1)',
      },
    }),
  ]);
});

interface Standing {
  readonly slos: readonly { readonly id: string; readonly bad: number; readonly firing: readonly string[] }[];
}

type ShownAlarm = Pick<ReportedAlarm, 'name' | 'state' | 'parts'>;

describe('the objectives of the local run', () => {
  it('are the same in the console and in `npm run slo -- status`', async () => {
    const { service } = running();
    await vi.waitFor(async () => {
      const { slos } = (await service.request('/local/objectives')).json<Standing>();
      const payments = slos.find(({ id }) => id === 'payment-success');
      expect(payments).toMatchObject({ bad: 6, firing: ['page', 'ticket'] });
    }, 20_000);
    const { code, stdout } = await runInThread('slo/slo.ts', ['status', '--url', service.url, '--json']);
    expect(code).toBe(1);
    const { slos } = JSON.parse(stdout) as Standing;
    expect(slos.find(({ id }) => id === 'payment-success')).toMatchObject({ bad: 6 });
  });
});

describe('the alarms of the local run', () => {
  it('are the same in the console and in `npm run alarms`, with their parts', async () => {
    const { service } = running();
    const find = (items: readonly ShownAlarm[]) => items.find(({ name }) => name === 'payment-success-page');
    await vi.waitFor(async () => {
      const { items } = (await service.request('/local/alarms')).json<{ items: ShownAlarm[] }>();
      expect(find(items)).toMatchObject({ state: 'ALARM', severity: 'page' });
      expect(find(items)?.parts).toContain('payment-success-page-1h-long');
    }, 20_000);
    const { code, stdout } = await runInThread('diagnosis/alarms.ts', ['--url', service.url, '--json']);
    expect(code).toBe(1);
    expect(find(JSON.parse(stdout).items)).toMatchObject({ state: 'ALARM', severity: 'page' });
  });
});

describe('metrics of the local run', () => {
  it('are those of the requested minutes', async () => {
    const { service } = running();
    const { items } = (await service.request('/local/measurements?minutes=60')).json<{
      items: { name: string }[];
    }>();
    expect(items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['slo_bad_events:payment-success', 'Invocations', '5xx']),
    );
    expect((await service.request('/local/measurements?minutes=x')).statusCode).toBe(400);
  });
});

describe.skipIf(browserProgram.isMissing)(`diagnosis in a browser${browserProgram.reason}`, () => {
  const open = useBrowser();

  it.each(['light', 'dark'] as const)(
    'shows budgets, alerts and metrics without findings of axe-core, %s',
    async (colorScheme) => {
      const { page, errors } = await open();
      await page.emulateMedia({ colorScheme });
      await openView(running(), page, '/');
      await page.keyboard.press('g');
      await page.keyboard.press('b');
      const payments = page.getByRole('region', { name: 'Payment success' });
      await payments.getByText('page fires').waitFor();
      expect(await payments.getByRole('row').filter({ hasText: 'page-1h' }).textContent()).toMatch(
        /200 ×.*over/,
      );
      await page.getByText('Raw').click();
      const raw = page.getByRole('textbox', { name: 'Raw metrics' });
      await vi.waitFor(
        async () => expect(await raw.inputValue()).toContain('# TYPE orders_created_total counter'),
        20_000,
      );
      await page.getByRole('searchbox', { name: 'Filter metrics' }).fill('FunctionName=pay-order');
      await page.getByText('Invocations FunctionName=pay-order').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it.each(['light', 'dark'] as const)(
    'shows alarms, and one by its address, without findings of axe-core, %s',
    async (colorScheme) => {
      const { page, errors } = await open();
      await page.emulateMedia({ colorScheme });
      await openView(running(), page, '/alarms/payment-success-page');
      const alarm = page.getByRole('article', { name: 'Alarm payment-success-page' });
      await alarm.getByText('in alarm').first().waitFor();
      await alarm.getByRole('link', { name: 'payment-success-page-1h-long' }).click();
      await page
        .getByRole('article', { name: 'Alarm payment-success-page-1h-long' })
        .getByText('a part of another alarm')
        .waitFor();
      await page.getByRole('combobox', { name: 'Show' }).selectOption({ value: 'NOT_MEASURED' });
      await page
        .getByRole('row')
        .filter({ hasText: 'aggregator-dropping' })
        .getByText('takes every batch')
        .waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it.each(['light', 'dark'] as const)(
    'shows errors with their place without findings of axe-core, %s',
    async (colorScheme) => {
      const { page, errors } = await open();
      await page.emulateMedia({ colorScheme });
      await openView(running(), page, '/errors');
      await page.getByText('lib/app/create-order.ts:7:1', { exact: true }).waitFor();
      await page.getByText('Stack and causes').click();
      expect(await seriousFindings(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it('opens the timeline of a correlation id', async () => {
    const { service } = running();
    const { page } = await open();
    const shop = await businessShopper(service, 'carol');
    await shop.order('TEA-001', 1, { headers: { 'X-Correlation-ID': 'open-this-timeline' } });
    await openView(running(), page, '/timelines/open-this-timeline');
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByText('create-order', { exact: true })
      .first()
      .waitFor();
    await page.close();
  });
});
