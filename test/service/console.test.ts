import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import { buildPage } from '../../tools/local-cloud/console/page-files.ts';
import type { SystemMap } from '../../tools/local-cloud/console/system-map.ts';
import { browserProgram, seriousFindings } from '../harness/browser.ts';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';
import { inTime, openView, useBrowser, useConsole } from '../harness/service/running-console.ts';

// A browser that draws without a graphics card shares the processors with the service.

const running = useConsole();

describe('the console', () => {
  it('answers no timeline of an id that is not valid percent-encoding', async () => {
    const { service } = running();
    expect((await service.request('/local/timelines/%')).statusCode).toBe(404);
  });

  it('has less than 150 kB in gzip, in one document, one script and one stylesheet', async () => {
    const files = await buildPage();
    expect(files.map(({ path }) => path)).toEqual(['/', '/local/console.js', '/local/console.css']);
    for (const { text } of files) expect(text.length).toBeGreaterThan(100);
    const bytes = files.reduce((sum, { text }) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeLessThan(150_000);
  });

  it('answers text to a client that accepts no HTML', async () => {
    const { service } = running();
    expect((await service.request('/')).body).toContain('Order Service, running locally.');
    const page = await service.request('/', { headers: { accept: 'text/html,*/*' } });
    expect(page.body).toContain('/local/console.js');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('follows an order from the gateway to the consumer of its event', async () => {
    const { alice, timelineOf } = running();
    const headers = { 'X-Correlation-ID': 'follow-an-order' };
    const { id } = (await alice.order('TEA-001', 2, { headers })).json<{ id: string }>();
    await vi.waitFor(async () => {
      const { subject, steps } = await timelineOf('follow-an-order');
      expect(subject).toBe(id);
      const titles = steps.filter(({ status }) => status === 'ok').map(({ title }) => title);
      expect(titles).toEqual(
        expect.arrayContaining([
          'POST /api/v1/orders',
          'create-order',
          'order placed',
          'stream → relay-events',
          'bus accepts order.created',
          'queue → summarize-orders',
        ]),
      );
    }, inTime);
    const { steps } = await timelineOf('follow-an-order');
    const placing = steps.find(
      ({ kind, title }) => kind === 'database' && title.startsWith('TransactWriteItems'),
    );
    expect(placing?.actions).toContainEqual(
      expect.objectContaining({ action: 'Put', key: `ORDER#${id} / ORDER`, expressions: expect.anything() }),
    );
    expect(placing?.actions).toContainEqual(expect.objectContaining({ action: 'Update' }));
  });

  it('sends the request of a form by command, with the label of the console', async () => {
    const { service, newest } = running();
    const command = (...args: string[]) =>
      runInThread('local-cloud/command/console.ts', [...args, '--url', service.url, '--json']);
    const run = (...args: string[]) => command('send', ...args);
    const placed = await run('create-order');
    expect(placed).toMatchObject({ code: 0, stderr: '' });
    const { status, body, correlationId, requestId } = JSON.parse(placed.stdout);
    expect({ status, customerId: body.customerId }).toEqual({ status: 201, customerId: 'alice' });
    expect(await newest('/api/v1/orders')).toMatchObject({ client: 'console', correlationId });
    const edited = await command('edit-and-send', requestId, '--as', 'staff');
    expect(edited).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(edited.stdout)).toMatchObject({ status: 201, body: { customerId: 'staff' } });
    const unknown = await command('kill', 'nothing');
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining('There is no function nothing'),
    ]);
    const read = await run('get-order', '--path', 'orderId=ord_unknown', '--as', 'staff');
    expect({ code: read.code, answer: JSON.parse(read.stdout) }).toMatchObject({
      code: 1,
      answer: { status: 404 },
    });
  });

  it('shows why a request failed', async () => {
    const { alice, timelineOf } = running();
    const headers = { 'X-Correlation-ID': 'order-too-many' };
    expect((await alice.order('BOX-001', 900, { headers })).statusCode).toBe(409);
    const { steps } = await timelineOf('order-too-many');
    expect(steps.find(({ kind }) => kind === 'request')).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^ORD-004: .+/),
    });
  });

  it('shows the requests to the payment gateway, and why it declined one', async () => {
    const { alice, timelineOf } = running();
    const { id } = await alice.placed('TEA-001');
    const headers = { 'X-Correlation-ID': 'declined-by-the-bank' };
    await alice.pay(id, testPaymentMethods.insufficientFunds, { headers });
    const { steps } = await timelineOf('declined-by-the-bank');
    expect(steps.filter(({ kind }) => kind === 'payment')).toEqual([
      expect.objectContaining({ title: 'POST /v1/payment_intents', status: 'ok', depth: 2 }),
      expect.objectContaining({ status: 'failed', error: expect.stringContaining('insufficient_funds') }),
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/sk_test_\w/);
  });

  it('names the payment that waits for its customer', async () => {
    const { service, alice } = running();
    const { id } = await alice.placed('TEA-001');
    await alice.pay(id, testPaymentMethods.authenticationRequired);
    const { pendingPayment } = (await service.request(`/local/subjects/${id}`)).json();
    expect(pendingPayment).toMatch(/^pi_/);
    await service.request(`/local/payments/${pendingPayment}/authentication`, {
      method: 'POST',
      body: JSON.stringify({ outcome: 'succeeded' }),
    });
    expect((await service.ledger()).map(({ orderId }) => orderId)).toContain(id);
  });

  it('sends a request again with its key, or with a new one', async () => {
    const { service, alice, requests } = running();
    const headers = { 'X-Correlation-ID': 'again-and-again' };
    expect((await alice.order('TEA-001', 1, { headers })).statusCode).toBe(201);
    const found = (await requests()).find(({ correlationId }) => correlationId === 'again-and-again');
    const again = (newKey: boolean) =>
      service.request(`/local/requests/${found?.id}/again`, {
        method: 'POST',
        body: JSON.stringify({ newKey }),
      });
    const replay = (await again(false)).json<{ status: number; id: string }>();
    expect(replay.status).toBe(201);
    const { response } = (await service.request(`/local/requests/${replay.id}`)).json<{
      response: { headers: Readonly<Record<string, string>> };
    }>();
    expect(response.headers['idempotent-replayed']).toBe('true');
    const other = (await again(true)).json<{ id: string }>();
    const summaries = await requests();
    const subjectOf = (id: string | undefined) => summaries.find((one) => one.id === id)?.subject;
    expect(subjectOf(replay.id)).toBe(subjectOf(found?.id));
    expect(subjectOf(other.id)).not.toBe(subjectOf(found?.id));
  });

  it('answers 404 for an id that is not kept', async () => {
    const { service } = running();
    for (const path of ['timelines', 'requests', 'subjects']) {
      expect((await service.request(`/local/${path}/nobody`)).statusCode).toBe(404);
    }
  });

  it('notifies an open page of a request, and does not delay the end of the local run', async () => {
    const { service, alice } = running();
    const answer = await fetch(`${service.url}/local/live`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const placed = await alice.order('TEA-001');
    let told = '';
    while (!told.includes('"requests"')) told += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    const { ids } = JSON.parse(/data: (\{.*"requests".*\})/.exec(told)?.[1] ?? '{}');
    expect(ids).toContain(placed.json<{ id: string }>().id);
  });
});

describe.skipIf(browserProgram.isMissing)(`the console in a browser${browserProgram.reason}`, () => {
  const open = useBrowser();

  it('shows a declined payment at once with its reason, and sends it again', async () => {
    const { service, alice, requests } = running();
    const { page, requests: asked, errors } = await open();
    await openView(running(), page, '/');
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    const { id } = await alice.placed('TEA-001');
    await alice.pay(id, testPaymentMethods.declined);
    await page
      .getByRole('row')
      .filter({ hasText: id.slice(-6) })
      .filter({ hasText: 'ORD-005' })
      .getByRole('link')
      .click();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('pay-order', { exact: true }).first().waitFor();
    expect(await page.getByRole('article').textContent()).toContain('ORD-005');
    const before = (await requests()).length;
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await vi.waitFor(async () => expect((await requests()).length).toBeGreaterThan(before), inTime);
    const sent = (await requests()).at(-1);
    expect(sent).toMatchObject({ route: '/api/v1/orders/{orderId}/payment', client: 'browser', subject: id });
    expect(asked.filter((url) => new URL(url).origin !== service.url && !url.startsWith('data:'))).toEqual(
      [],
    );
    // The browser itself reports the declined payment.
    expect(errors.filter((error) => !error.includes('402'))).toEqual([]);
    await page.close();
  });

  it('pays an order by a button of its page, and shows the event', async () => {
    const { alice } = running();
    const { page, errors } = await open();
    const { id } = await alice.placed('TEA-001');
    await openView(running(), page, `/orders/${id}`);
    await page.getByRole('img', { name: 'the order is pending' }).waitFor();
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.getByRole('img', { name: 'the order is confirmed' }).waitFor();
    await page.getByText('order.confirmed').first().waitFor();
    expect((await alice.look(id)).status).toBe('confirmed');
    expect(await seriousFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('places an order by its form, as alice', async () => {
    const { requests } = running();
    const { page, errors } = await open();
    await openView(running(), page, '/try/create-order');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('region', { name: 'Answer' }).getByText('201').waitFor();
    expect((await requests()).at(-1)).toMatchObject({
      functionName: 'create-order',
      client: 'browser',
      status: 201,
    });
    expect(await seriousFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('reports on each view that the payment gateway is down, and marks it on the map', async () => {
    const { send, getJson } = running();
    const { page } = await open();
    await openView(running(), page, '/try');
    await page.getByRole('heading', { name: 'Try it' }).waitFor();
    await send('POST', '/local/payments/outage', { seconds: 600, mode: 'error' });
    await page.getByRole('status').getByText('Faults are switched on').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const { nodes } = await getJson<SystemMap>('/local/map');
    expect(nodes.find(({ kind }) => kind === 'external')).toMatchObject({ isDisturbed: true });
    await page.getByRole('button', { name: 'Switch all off' }).click();
    await page.getByText('Faults are switched on').waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows functions and scheduled jobs, and switches faults on and off', async () => {
    const { page } = await open();
    await openView(running(), page, '/system');
    await page.getByRole('cell', { name: 'create-order' }).waitFor();
    await page.getByRole('button', { name: 'Switch on' }).click();
    const banner = page.getByRole('status').filter({ hasText: 'Faults are switched on: bus lost 50 %' });
    await banner.getByRole('link', { name: 'map' }).waitFor();
    await page.getByRole('button', { name: 'Switch all off' }).click();
    await banner.waitFor({ state: 'detached' });
    expect(await seriousFindings(page)).toEqual([]);
    await openView(running(), page, '/jobs');
    await page.getByRole('button', { name: 'Run now' }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('is used by keyboard alone', async () => {
    const { page } = await open();
    await openView(running(), page, '/');
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('article').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('article').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('no such request');
    await page.getByText('No request matches').waitFor();
    await page.close();
  });
});
