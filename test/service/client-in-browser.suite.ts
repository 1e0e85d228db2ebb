import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localOrigins } from '../../lib/contract/cors.ts';
import { bundleClient } from '../../tools/generate/client/bundle-client.ts';
import { browserProgram, openPage, startBrowser } from '../harness/browser.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { customerScope } from '../harness/service/shopper.ts';

const [origin = ''] = localOrigins;

/** Places an order twice with its key, and makes a mistake. */
const program = (url: string, token: string, key: string) => `
  import { createOrderServiceClient } from '${origin}/client.js';
  const shop = createOrderServiceClient({ baseUrl: '${url}', token: '${token}' });
  const options = { idempotencyKey: '${key}', correlationId: '${key}' };
  const order = { items: [{ sku: 'TEA-001', quantity: 1 }] };
  const first = await shop.createOrder(order, options);
  const again = await shop.createOrder(order, options);
  const mistake = await shop.createOrder({ items: [] }).catch(({ code }) => code);
  const result = { status: first.status, replayed: again.replayed, correlationId: again.correlationId, mistake };`;

export const clientInBrowser = (service: CurrentService): void => {
  describe.skipIf(browserProgram.isMissing)(`the typed client in a browser${browserProgram.reason}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      // The page has no address of its own, so that the browser would ask whether it may use this machine.
      browser = await startBrowser(['--disable-features=LocalNetworkAccessChecks']);
    });
    afterAll(() => browser?.close());

    /** Runs a module in a page of another origin. @returns what it hands to `done`. */
    const runInPage = async (files: Readonly<Record<string, string>>) => {
      const [client] = await bundleClient({}, ['order-service-client']);
      const served: Readonly<Record<string, string>> = { ...files, '/client.js': client?.text ?? '' };
      const { page, errors } = await openPage(browser);
      await page.route(`${origin}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        const script = served[pathname];
        return script === undefined
          ? route.fulfill({
              contentType: 'text/html',
              body: '<script type="module" src="/page.js"></script>',
            })
          : route.fulfill({ contentType: 'text/javascript', body: script });
      });
      const { promise, resolve } = Promise.withResolvers<unknown>();
      await page.exposeFunction('done', resolve);
      await page.goto(origin);
      const result = await promise;
      await page.close();
      return { result, errors };
    };
    const expected = (key: string) => ({
      result: { status: 201, replayed: true, correlationId: key, mistake: 'ORD-002' },
      // The browser reports the answer 400 itself.
      errors: [expect.stringContaining('400')],
    });
    const programOf = async (key: string) =>
      program(service().url, await service().tokenFor('browser-customer', customerScope), key);

    it('works in a page of another origin', async () => {
      const key = 'order-of-a-page-1';
      const script = `${await programOf(key)}\ndone(result);`;
      expect(await runInPage({ '/page.js': script })).toEqual(expected(key));
    });

    it('works in a worker', async () => {
      const key = 'order-of-a-worker-1';
      const start = `new Worker('/worker.js', { type: 'module' }).onmessage = ({ data }) => done(data);`;
      const script = `${await programOf(key)}\npostMessage(result);`;
      const { result } = await runInPage({ '/page.js': start, '/worker.js': script });
      expect(result).toEqual(expected(key).result);
    });
  });
};
