import fc from 'fast-check';
import { volume } from '../volume.ts';
import { audit } from './audit.ts';
import type { ShopEnvironment } from './environment.ts';
import type { Shop } from './shop.ts';

/** One of those who act at the same time. */
export type Racer = (environment: ShopEnvironment, orderId: string) => Promise<unknown>;

export interface Race<S extends Shop = Shop> {
  readonly shop: () => Promise<{ readonly shop: S; readonly stage: string }>;
  readonly racers: readonly Racer[];
  /** The clock jumps ahead by so many milliseconds each, at some moment. */
  readonly jumps?: readonly number[];
  readonly numRuns?: number;
  /** Additional checks at the end; `answers` are the racers'. */
  readonly check?: (shop: S, orderId: string, answers: PromiseSettledResult<unknown>[]) => Promise<void>;
}

/**
 * Lets the racers run at the same time, each in an environment of its own, in all orders of their calls that
 * fast-check comes up with; audits the shop after each.
 */
export const runRace = <S extends Shop>({
  shop: open,
  racers,
  jumps = [],
  numRuns = volume({ inCi: 150, usual: 50 }),
  check,
}: Race<S>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { shop, stage } = await open();
      const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);
      const running = racers.map(async (racer, index) => {
        const environment = shop.environment(async (name, call) => {
          await turn(`${index} ${name}`);
          return call();
        });
        return racer(environment, stage);
      });
      const moving = jumps.map(async (ms) => {
        await turn(`+${ms} ms`);
        shop.advance(ms);
      });
      await scheduler.waitIdle();
      const answers = await Promise.allSettled(running);
      await Promise.all(moving);
      await shop.recover();
      await audit(shop);
      await check?.(shop, stage, answers);
    }),
    { numRuns },
  );
