import type { Laboratory } from '../laboratory.ts';
import { type LocalService, startLocalService, withoutStrictness } from './local-service.ts';
import { readTreeUsage, type TreeUsage } from './process-tree.ts';
import { createShopLoad, type ShopLoad } from './shop-load.ts';

/** Requests of one kind, one after the other in each of eight connections. */
export interface LoadRun {
  readonly perSecond: number;
  /** Processor time of all processes of the local run per request. */
  readonly cpuMs: number;
}

export interface LocalResults {
  readonly readyMs: number;
  readonly start: TreeUsage;
  /** Orders when there are few, and when there are many. */
  readonly few: { readonly stored: number; readonly orders: LoadRun };
  readonly many: { readonly stored: number; readonly orders: LoadRun };
  readonly reads: LoadRun;
  readonly health: LoadRun;
  /** After 20,000 requests or more. */
  readonly afterRequests: { readonly requests: number; readonly usage: TreeUsage };
  /** Orders of fresh local runs, with all restrictions of AWS and with none; one of each per round. */
  readonly strict: readonly LoadRun[];
  readonly loose: readonly LoadRun[];
  /** Requests of the first local run that were sent again, because the answer was 429 or 5xx. */
  readonly repeated: number;
}

/** Numbers of requests of a run. */
interface Extent {
  /** Orders that are measured at a time. */
  readonly sample: number;
  readonly fewOrders: number;
  readonly manyOrders: number;
  readonly reads: number;
  /** Requests before memory is read, at least. */
  readonly requests: number;
  /** Pairs of fresh local runs with and without restrictions. */
  readonly rounds: number;
}

const fullExtent: Extent = {
  sample: 500,
  fewOrders: 1_000,
  manyOrders: 50_000,
  reads: 8_000,
  requests: 20_000,
  rounds: 3,
};
const quickExtent: Extent = {
  sample: 100,
  fewOrders: 100,
  manyOrders: 300,
  reads: 300,
  requests: 1_000,
  rounds: 1,
};

/** @param settle waits for work that the load leaves behind; its processor time counts, its duration does not. */
const measureLoad = async (
  { processId }: LocalService,
  count: number,
  load: () => Promise<unknown>,
  settle = async () => {},
): Promise<LoadRun> => {
  const before = readTreeUsage(processId).cpuMs;
  const startedAt = performance.now();
  await load();
  const seconds = (performance.now() - startedAt) / 1_000;
  await settle();
  return { perSecond: count / seconds, cpuMs: (readTreeUsage(processId).cpuMs - before) / count };
};

/** Requests come faster than events are processed: without the pause, a sample would include the backlog of the orders before it. */
const measureOrders = (service: LocalService, shop: ShopLoad, count: number): Promise<LoadRun> =>
  measureLoad(service, count, () => shop.placeOrders(count), shop.settle);

const placeUpTo = async (shop: ShopLoad, from: number, to: number, progress: (text: string) => void) => {
  for (let stored = from; stored < to; stored += 1_000) {
    progress(`local: ${stored} orders of ${to}`);
    await shop.placeOrders(Math.min(1_000, to - stored));
    await shop.settle();
  }
};

/** Processor time of an order of a fresh local run with few orders. */
const measureFresh = async (
  laboratory: Pick<Laboratory, 'processes' | 'cpu'>,
  { fewOrders, sample }: Extent,
  args: readonly string[],
): Promise<LoadRun> => {
  const service = await startLocalService(laboratory, args);
  try {
    const shop = await createShopLoad(service.url);
    await shop.placeOrders(fewOrders);
    await shop.settle();
    return await measureOrders(service, shop, sample);
  } finally {
    await service.stop();
  }
};

type LocalLaboratory = Pick<Laboratory, 'processes' | 'cpu' | 'progress'>;

/** One local run that fills up. */
const measureGrowth = async (laboratory: LocalLaboratory, extent: Extent) => {
  const { progress } = laboratory;
  const { sample, fewOrders, manyOrders, reads } = extent;
  // The first start of a clone compiles the functions.
  await (await startLocalService(laboratory, [])).stop();
  const service = await startLocalService(laboratory, []);
  const measure = (count: number, load: () => Promise<unknown>) => measureLoad(service, count, load);
  try {
    const start = readTreeUsage(service.processId);
    const shop = await createShopLoad(service.url);
    progress(`local: ${fewOrders} orders`);
    const ids = await shop.placeOrders(fewOrders);
    await shop.settle();
    const few = { stored: fewOrders, orders: await measureOrders(service, shop, sample) };
    progress('local: reads and health checks');
    const readRun = await measure(reads, () => shop.readOrders(ids, reads));
    const healthRun = await measure(reads, () => shop.checkHealth(reads));
    const sent = fewOrders + sample + 2 * reads;
    await shop.readOrders(ids, Math.max(0, extent.requests - sent));
    const requests = Math.max(extent.requests, sent);
    const afterRequests = { requests, usage: readTreeUsage(service.processId) };
    await placeUpTo(shop, fewOrders + sample, manyOrders, progress);
    const many = { stored: manyOrders, orders: await measureOrders(service, shop, sample) };
    const { readyMs } = service;
    return {
      readyMs,
      start,
      few,
      many,
      reads: readRun,
      health: healthRun,
      afterRequests,
      repeated: shop.repeated(),
    };
  } finally {
    await service.stop();
  }
};

/**
 * Puts load on the local run: orders, reads and health checks.
 * @param isQuick whether a few hundred orders are enough, to check that everything works.
 */
export const measureLocal = async (laboratory: LocalLaboratory, isQuick: boolean): Promise<LocalResults> => {
  const extent = isQuick ? quickExtent : fullExtent;
  const growth = await measureGrowth(laboratory, extent);
  const strict: LoadRun[] = [];
  const loose: LoadRun[] = [];
  for (let round = 1; round <= extent.rounds; round += 1) {
    laboratory.progress(`local: restrictions, round ${round} of ${extent.rounds}`);
    strict.push(await measureFresh(laboratory, extent, []));
    loose.push(await measureFresh(laboratory, extent, withoutStrictness));
  }
  return { ...growth, strict, loose };
};
