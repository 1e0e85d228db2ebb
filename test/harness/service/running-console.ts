import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { RequestSummary } from '../../../tools/local-cloud/console/requests-view.ts';
import type { Timeline } from '../../../tools/local-cloud/console/timeline.ts';
import { openPage, startBrowser, type WatchedPage } from '../browser.ts';
import { type RunningService, type ServiceOptions, startService } from './running-service.ts';
import { type Shopper, shopper } from './shopper.ts';

/** A browser on a busy machine is slow: how long a test waits for a page, in milliseconds. */
export const patienceMs = 60_000;
export const inTime = { timeout: patienceMs, interval: 100 };

/** A service whose console is tested, what its addresses answer, and a customer. */
export interface RunningConsole {
  readonly service: RunningService;
  readonly alice: Shopper;
  getJson<T>(path: string): Promise<T>;
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): ReturnType<RunningService['request']>;
  requests(): Promise<readonly RequestSummary[]>;
  /** The newest request of a route. */
  newest(route: string): Promise<RequestSummary | undefined>;
  timelineOf(correlationId: string): Promise<Timeline>;
}

const consoleOf = async (options: Partial<ServiceOptions>): Promise<RunningConsole> => {
  const service = await startService({
    functions: ['create-order', 'pay-order', 'get-order', 'put-product'],
    consumers: ['relay-events', 'summarize-orders'],
    seeded: true,
    ...options,
  });
  const getJson = async <T>(path: string) => (await service.request(path)).json<T>();
  const requests = async () => (await getJson<{ items: RequestSummary[] }>('/local/requests')).items;
  return {
    service,
    alice: await shopper(service, 'alice'),
    getJson,
    send: (method, path, body) =>
      service.request(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }),
    requests,
    newest: async (route) => (await requests()).findLast((request) => request.route === route),
    timelineOf: (correlationId) => getJson(`/local/timelines/${correlationId}`),
  };
};

/** Starts a console before the tests of a file, and ends it after them. */
export const useConsole = (options: Partial<ServiceOptions> = {}): (() => RunningConsole) => {
  let running: RunningConsole | undefined;
  beforeAll(async () => {
    running = await consoleOf(options);
  });
  afterAll(() => running?.service.close());
  return () => {
    if (!running) throw new Error('the console starts before the first test');
    return running;
  };
};

/** Starts a browser before the tests of a group, and ends it after them. */
export const useBrowser = (): (() => Promise<WatchedPage>) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  return async () => {
    if (!browser) throw new Error('the browser starts before the first test');
    const watched = await openPage(browser);
    watched.page.setDefaultTimeout(patienceMs);
    return watched;
  };
};

/** Opens a place of the console, such as `/map`. */
export const openView = ({ service }: RunningConsole, page: Page, place: string) =>
  page.goto(`${service.url}/#${place}`);
