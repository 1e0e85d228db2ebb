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

/** Processor time per order, in milliseconds. */
export interface OrderCost {
  /** Of all processes of the local run. */
  readonly cpuMs: number;
  /** Of the thread that answers the console, among other things. */
  readonly mainThreadMs: number;
}

/** Costs of an order in the rounds of a view: of the local run that it shows, and of the other one at the same time. */
export interface ConsoleRun {
  readonly view: ConsoleView;
  readonly closed: readonly OrderCost[];
  readonly open: readonly OrderCost[];
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

/** A local run with its load. */
interface Side {
  readonly service: LocalService;
  readonly shop: ShopLoad;
  readonly known: Known;
}

/** Places orders at an even pace. */
const placeOrders = async ({ shop, service: { processId } }: Side, seconds: number): Promise<OrderCost> => {
  const count = Math.ceil(seconds * ordersPerSecond);
  const before = readTreeUsage(processId);
  const placed: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    placed.push(shop.placeOrders(1));
    await pause(1_000 / ordersPerSecond);
  }
  await Promise.all(placed);
  const after = readTreeUsage(processId);
  return {
    cpuMs: (after.cpuMs - before.cpuMs) / count,
    mainThreadMs: (after.mainThreadMs - before.mainThreadMs) / count,
  };
};

const newestOrder = async ({ url }: LocalService): Promise<Known> => {
  const answer = await fetch(`${url}/local/requests`);
  const { items } = (await answer.json()) as {
    readonly items: readonly { readonly subject?: string; readonly correlationId?: string }[];
  };
  const { subject: orderId = '', correlationId = '' } = items.findLast(({ subject }) => subject) ?? {};
  return { orderId, correlationId };
};

const prepare = async (service: LocalService, earlierOrders: number): Promise<Side> => {
  const shop = await createShopLoad(service.url);
  await shop.placeOrders(earlierOrders);
  await shop.settle();
  return { service, shop, known: await newestOrder(service) };
};

const openView = async (browser: Browser, view: ConsoleView, { service, known }: Side) => {
  const page = await browser.newPage();
  await page.goto(`${service.url}/#${views[view](known)}`);
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('region')).first().waitFor();
  // What the page asks for at first is no refresh.
  await pause(1_500);
  return page;
};

const meanOf = (costs: readonly OrderCost[]): OrderCost => {
  const mean = (figure: keyof OrderCost) =>
    costs.reduce((sum, { [figure]: value }) => sum + value, 0) / costs.length;
  return { cpuMs: mean('cpuMs'), mainThreadMs: mean('mainThreadMs') };
};

/**
 * Measures how much an open console adds to an order of the local run. Two local runs get the same orders at the same
 * time, and a view of one of them is open: of each in one block of a round. So the load of the machine, that of the
 * browser included, is the same for both. The time of the browser does not count.
 * @throws {CommandError} without chromium.
 */
export const measureConsole = async (
  laboratory: Pick<Laboratory, 'processes' | 'cpu' | 'progress'>,
  { rounds, blockSeconds, earlierOrders }: ConsoleExtent,
): Promise<ConsoleResults> => {
  const executablePath = findProgram('chromium', process.env['PATH']);
  if (executablePath === undefined) throw new CommandError('chromium is missing: apt-get install chromium');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const services: LocalService[] = [];
  try {
    services.push(await startLocalService(laboratory, []), await startLocalService(laboratory, []));
    const [one, other] = await Promise.all(services.map((service) => prepare(service, earlierOrders)));
    if (!one || !other) throw new Error('two local runs are compared');
    const measureBlock = async (view: ConsoleView, shown: Side, unseen: Side) => {
      const page = await openView(browser, view, shown);
      const [open, closed] = await Promise.all([
        placeOrders(shown, blockSeconds),
        placeOrders(unseen, blockSeconds),
      ]);
      await page.close();
      return { open, closed };
    };
    const runs: ConsoleRun[] = [];
    for (const view of Object.keys(views) as ConsoleView[]) {
      const run = { view, closed: [] as OrderCost[], open: [] as OrderCost[] };
      for (let round = 1; round <= rounds; round += 1) {
        laboratory.progress(`console: ${view}, round ${round} of ${rounds}`);
        const blocks = [await measureBlock(view, one, other), await measureBlock(view, other, one)];
        run.open.push(meanOf(blocks.map(({ open }) => open)));
        run.closed.push(meanOf(blocks.map(({ closed }) => closed)));
      }
      runs.push(run);
    }
    return { ordersPerSecond, runs };
  } finally {
    await browser.close();
    await Promise.all(services.map((service) => service.stop()));
  }
};
