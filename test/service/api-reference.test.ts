import { gunzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../lib/contract/routes.ts';
import apiReference from '../../lib/presenters/documents/api-reference.json' with { type: 'json' };
import { browserProgram, openPage, seriousFindings, startBrowser } from '../harness/browser.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService({
    functions: ['api-reference', 'openapi-document', 'list-products', 'put-product'],
    seeded: true,
  });
});
afterAll(() => service?.close());

describe('the API reference', () => {
  it('has less than 500 kB in gzip', () => {
    const bytes = Buffer.from(apiReference.gzip, 'base64');
    expect(bytes.length).toBeLessThan(500_000);
    expect(gunzipSync(bytes).toString()).toContain('<main id="reference">');
  });

  it('is compressed for a client that accepts gzip, and plain for another', async () => {
    const sizes = await Promise.all(
      ['gzip', 'identity'].map(async (encoding) => {
        const answer = await service.send(undefined, 'api-reference', {
          headers: { 'accept-encoding': encoding },
        });
        expect(answer.statusCode).toBe(200);
        expect(answer.headers['vary']).toBe('Accept-Encoding, Origin');
        return [answer.headers['content-encoding'], answer.body.length];
      }),
    );
    expect(sizes).toEqual([
      ['gzip', expect.any(Number)],
      [undefined, sizes[0]?.[1]],
    ]);
  });

  it.each(['api-reference', 'openapi-document'] as const)(
    'answers 304 to If-None-Match %s',
    async (routeId) => {
      const { headers } = await service.send(undefined, routeId);
      const known = { 'if-none-match': `"other", W/${headers['etag']}` };
      const again = await service.send(undefined, routeId, { headers: known });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    },
  );

  it('permits no origin but its own', async () => {
    const { headers } = await service.send(undefined, 'api-reference');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe/);
  });
});

describe.skipIf(browserProgram.isMissing)(`the API reference in a browser${browserProgram.reason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  it('shows every route, sends no request to another origin, and breaks no rule of its policy', async () => {
    const { page, requests, errors } = await openPage(browser);
    await page.goto(`${service.url}${routes['api-reference'].path}`);
    await page.getByText('Place an order', { exact: true }).waitFor();
    expect(await page.locator('.opblock').count()).toBe(Object.keys(routes).length);
    expect(requests.filter((url) => new URL(url).origin !== service.url && !url.startsWith('data:'))).toEqual(
      [],
    );
    expect(errors).toEqual([]);
    await page.close();
  });

  it('sends a request by keyboard alone, and shows the answer', async () => {
    const { page, requests, errors } = await openPage(browser);
    await page.goto(`${service.url}${routes['api-reference'].path}#/Products/listProducts`);
    const execute = page.getByRole('button', { name: 'Execute' });
    await execute.waitFor();
    await execute.focus();
    await page.keyboard.press('Enter');
    await page.getByText('TEA-001').first().waitFor();
    expect(requests).toContainEqual(expect.stringContaining(`${service.url}${routes['list-products'].path}`));
    expect(errors).toEqual([]);
    await page.close();
  });

  it('has no serious finding of axe-core, closed or open', { timeout: 150_000 }, async () => {
    const { page } = await openPage(browser);
    await page.goto(`${service.url}${routes['api-reference'].path}`);
    await page.getByText('Place an order', { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    for (const operation of ['Orders/createOrder', 'Products/listProducts']) {
      await page.goto('about:blank');
      await page.goto(`${service.url}${routes['api-reference'].path}#/${operation}`);
      await page.getByRole('button', { name: 'Execute' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Execute' }).press('Enter');
    await page.getByText('Response headers').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Authorize', exact: true }).press('Enter');
    await page.getByText('Available authorizations').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });
});
