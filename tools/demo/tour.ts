import { authenticate } from './chapters/authenticating.ts';
import { manageCatalogue } from './chapters/catalogue.ts';
import { cancelAndRefund, expire } from './chapters/ending.ts';
import { browse, order } from './chapters/ordering.ts';
import { payAndDeliver, unknownOutcome } from './chapters/paying.ts';
import { refundInParts, stuckRefund } from './chapters/refunding.ts';
import { rush } from './chapters/rush.ts';
import { StepFailed } from './guide.ts';
import type { RunPayments } from './operator-command.ts';
import { openShop, type Shop } from './shop.ts';
import { createShopClient } from './shop-client.ts';
import type { ShortWindowService } from './short-window-service.ts';

interface Chapter {
  readonly title: string;
  readonly steps: (shop: Shop) => Promise<void>;
}

const atOnce: readonly Chapter[] = [
  { title: 'Browse', steps: browse },
  { title: 'Manage the catalogue', steps: manageCatalogue },
  { title: 'Order', steps: order },
  { title: 'Pay, ship, deliver', steps: payAndDeliver },
];

const afterWaiting: readonly Chapter[] = [
  { title: 'A payment that the customer authenticates', steps: authenticate },
  { title: 'A payment with an unknown outcome', steps: unknownOutcome },
  { title: 'Cancel', steps: cancelAndRefund },
  { title: 'Refund in parts', steps: refundInParts },
];

/** Long enough to read the order before it expires, also on a busy machine. */
const windowSeconds = 3;

export interface TourOptions {
  readonly url: string;
  readonly print: (line: string) => void;
  readonly now: () => number;
  /** Customers who order a scarce product at the same moment; a multiple of four. */
  readonly buyers: number;
  /** Runs `npm run payments` against the service. */
  readonly runPayments: RunPayments;
  /** Starts a service in which an order may stay unpaid for so many seconds. */
  readonly startShortWindowService: (paymentWindowSeconds: number) => Promise<ShortWindowService>;
}

/** Runs a chapter. A failed step ends its chapter only. */
const runChapter = async (
  { title, steps }: Chapter,
  shop: Shop,
  print: TourOptions['print'],
): Promise<void> => {
  print(`\n${title}`);
  try {
    await steps(shop);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    print('  The rest of this chapter is skipped: it depends on this step.');
  }
};

/**
 * Runs the scripted tour of the service.
 * @returns whether every response was as expected.
 * @throws {CommandError} when no local service answers.
 */
export const tour = async ({
  url,
  print,
  now,
  buyers,
  runPayments,
  startShortWindowService,
}: TourOptions): Promise<boolean> => {
  const start = now();
  const shop = await openShop({ send: createShopClient(url), print, now });
  print(`A tour of the order service at ${url}`);
  for (const chapter of atOnce) await runChapter(chapter, shop, print);
  const crowd = { title: `${buyers} buyers at once, four for each unit`, steps: rush(buyers) };
  await runChapter(crowd, shop, print);

  print(`\nA second local service starts for the last chapter. Its orders expire after ${windowSeconds} s.`);
  const starting = startShortWindowService(windowSeconds);
  // The result is awaited below.
  starting.catch(() => {});
  const counts = [shop.guide.count];
  try {
    for (const chapter of afterWaiting) await runChapter(chapter, shop, print);
    await runChapter({ title: 'A stuck refund', steps: stuckRefund(runPayments) }, shop, print);
    const { url: secondUrl } = await starting;
    const second = await openShop({ send: createShopClient(secondUrl), print, now });
    counts.push(second.guide.count);
    await runChapter({ title: `Expire (at ${secondUrl})`, steps: expire }, second, print);
  } finally {
    const second = await starting.catch(() => undefined);
    await second?.stop();
  }

  const sum = (what: 'steps' | 'failed') => counts.reduce((total, count) => total + count()[what], 0);
  const seconds = ((now() - start) / 1_000).toFixed(1);
  print(`\n${sum('steps') - sum('failed')} of ${sum('steps')} steps as expected (${seconds} s)`);
  return sum('failed') === 0;
};
