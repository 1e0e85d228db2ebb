import { beforeAll, describe, expect, it, vi } from 'vitest';
import { browserProgram, seriousFindings } from '../harness/browser.ts';
import { openView, useBrowser, useConsole } from '../harness/service/running-console.ts';

// A browser that draws without a graphics card shares the processors with the service.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const running = useConsole();

/** An order that was never placed. */
const neverPlaced = 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe('an order that is not stored', () => {
  it('has the requests about it', async () => {
    const { alice, getJson } = running();
    await alice.send('get-order', { path: { orderId: neverPlaced } });
    const subject = await getJson(`/local/subjects/${neverPlaced}`);
    expect(subject).toMatchObject({ items: [], events: [], requests: [{ status: 404 }] });
  });
});

/** Places of all kinds, and the titles of their pages. */
const narrowPlaces = [
  ['/requests', 'Requests'],
  ['/orders', 'Orders'],
  ['/try/create-order', 'Try it'],
  ['/map', 'Map'],
  ['/system', 'System'],
  ['/jobs', 'Jobs'],
  ['/objectives', 'Objectives'],
] as const;

describe.skipIf(browserProgram.isMissing)(`a place of the console${browserProgram.reason}`, () => {
  const openPage = useBrowser();
  beforeAll(() => running().alice.placed('TEA-001'));
  let shared: ReturnType<typeof openPage> | undefined;

  it.each([
    ['/requests/nobody', 'Request nobody is not known'],
    ['/orders/nothing', 'nothing is not known'],
    ['/timelines/nobody', 'Correlation id nobody is not known'],
    ['/map/function%3Anothing', 'There is no part function:nothing'],
    ['/try/nothing', 'There is no route nothing'],
    ['/nowhere', 'There is no view nowhere'],
    ['/%E0%A4%A', 'There is no view %E0%A4%A'],
  ])('reports that %s does not exist', async (place, message) => {
    shared ??= openPage();
    const { page, errors } = await shared;
    await openView(running(), page, place);
    await page.getByRole('alert').getByText(message).waitFor();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  });

  it('leads back from an order that does not exist', async () => {
    const { page } = await openPage();
    await openView(running(), page, '/orders/nothing');
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    await page.close();
  });

  it('has the focus in an opened request, and then again in its row', async () => {
    const { page } = await openPage();
    await openView(running(), page, '/requests');
    const row = page.getByRole('row').nth(1).getByRole('link');
    await row.focus();
    const place = await row.getAttribute('href');
    await page.keyboard.press('Enter');
    await page.locator('article:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator(`a[href="${place}"]:focus`).waitFor();
    await page.close();
  });

  it('fits into a narrow window', async () => {
    const { page } = await openPage();
    await page.setViewportSize({ width: 360, height: 800 });
    for (const [place, title] of narrowPlaces) {
      await openView(running(), page, place);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      const excess = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
      expect({ place, excess, findings: await seriousFindings(page) }).toEqual({
        place,
        excess: 0,
        findings: [],
      });
    }
    await page.close();
  });
});
