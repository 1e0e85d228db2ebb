import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { CommandError } from '../../command-line/command-error.ts';
import { findProgram } from '../../slo/find-program.ts';
import type { Laboratory } from '../laboratory.ts';
import { type LocalService, startLocalService } from '../local/local-service.ts';
import { readTreeUsage } from '../local/process-tree.ts';
import { createShopLoad, type ShopLoad } from '../local/shop-load.ts';

/** Views with what makes them costly: lists grow, a timeline and an order are searched for in everything that is kept. */
const views = {
  requests: () => '/requests',
  timeline: ({ correlationId }: Known) => `/timelines/${correlationId}`,
  order: ({ orderId }: Known) => `/orders/${orderId}`,
  map: () => '/map',
  objectives: () => '/objectives',
} as const satisfies Readonly<Record<string, (known: Known) => string>>;

export type ConsoleView = keyof typeof views;

/** An earlier order. */
interface Known {
  readonly orderId: string;
  readonly correlationId: string;
}

/** Processor time of the local run per order, in milliseconds, in the rounds of a view. */
export interface ConsoleRun {
  readonly view: ConsoleView;
  readonly closed: readonly number[];
  readonly open: readonly number[];
}

export interface ConsoleResults {
  readonly ordersPerSecond: number;
  readonly runs: readonly ConsoleRun[];
}

export interface ConsoleExtent {
  /** Pairs of blocks of each view. */
  readonly rounds: number;
  /** Seconds of a block. */
  readonly blockSeconds: number;
  /** Orders before the first block. */
  readonly earlierOrders: number;
}

const ordersPerSecond = 2;

/** Places orders at an even pace. @returns processor time of the local run per order, in milliseconds. */
const placeOrders = async (shop: ShopLoad, { processId }: LocalService, seconds: number): Promise<number> => {
  const count = Math.ceil(seconds * ordersPerSecond);
  const before = readTreeUsage(processId).cpuMs;
  const placed: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    placed.push(shop.placeOrders(1));
    await pause(1_000 / ordersPerSecond);
  }
  await Promise.all(placed);
  return (readTreeUsage(processId).cpuMs - before) / count;
};

const newestOrder = async ({ url }: LocalService): Promise<Known> => {
  const answer = await fetch(`${url}/local/requests`);
  const { items } = (await answer.json()) as {
    readonly items: readonly { readonly subject?: string; readonly correlationId?: string }[];
  };
  const { subject: orderId = '', correlationId = '' } = items.findLast(({ subject }) => subject) ?? {};
  return { orderId, correlationId };
};

const openView = async (browser: Browser, url: string) => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('region')).first().waitFor();
  // What the page asks for at first is no refresh.
  await pause(2_000);
  return page;
};

/**
 * Measures how much an open console adds to an order of the local run: blocks of orders with a view open and with none,
 * in turn, and the other way round in each second round. The time of the browser does not count.
 * @throws {CommandError} without chromium.
 */
export const measureConsole = async (
  laboratory: Pick<Laboratory, 'processes' | 'cpu' | 'progress'>,
  { rounds, blockSeconds, earlierOrders }: ConsoleExtent,
): Promise<ConsoleResults> => {
  const executablePath = findProgram('chromium', process.env['PATH']);
  if (executablePath === undefined) throw new CommandError('chromium is missing: apt-get install chromium');
  const service = await startLocalService(laboratory, []);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const shop = await createShopLoad(service.url);
    await shop.placeOrders(earlierOrders);
    await shop.settle();
    const known = await newestOrder(service);
    const runs: ConsoleRun[] = [];
    for (const view of Object.keys(views) as ConsoleView[]) {
      const figures = { closed: [] as number[], open: [] as number[] };
      const blocks = {
        closed: async () => figures.closed.push(await placeOrders(shop, service, blockSeconds)),
        open: async () => {
          const page = await openView(browser, `${service.url}/#${views[view](known)}`);
          figures.open.push(await placeOrders(shop, service, blockSeconds));
          await page.close();
        },
      };
      for (let round = 1; round <= rounds; round += 1) {
        laboratory.progress(`console: ${view}, round ${round} of ${rounds}`);
        const order = round % 2 === 1 ? [blocks.closed, blocks.open] : [blocks.open, blocks.closed];
        for (const block of order) await block();
      }
      runs.push({ view, ...figures });
    }
    return { ordersPerSecond, runs };
  } finally {
    await browser.close();
    await service.stop();
  }
};
