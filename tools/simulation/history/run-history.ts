import { checkHistory } from '../checks/check-history.ts';
import { isSettled } from '../checks/settled.ts';
import { createStage, type Stage } from '../service/stage.ts';
import { createDraws, type Draws } from '../world/draws.ts';
import { drawFaults } from '../world/fault-profile.ts';
import { useTime } from '../world/replace-timers.ts';
import { createWorld, type StoryStep, type World } from '../world/world.ts';
import type { Principal } from './api-request.ts';
import { createClient, type Observation } from './client.ts';
import { commands, drawCommandMix } from './commands.ts';
import { drawShop, type Shop, stockShop } from './shop.ts';

/** What became of a history. */
export interface HistoryResult {
  readonly number: number;
  /** What is wrong at its end; empty when all promises were kept. */
  readonly violations: readonly string[];
  readonly traceHash: string;
  /** Commands that clients gave, repetitions included. */
  readonly commands: number;
  /** How often each fault struck at each step. */
  readonly struck: ReadonlyMap<string, number>;
  /** Milliseconds of virtual time from the end of the faults until everything was settled. */
  readonly settledAfterMs: number;
  readonly story: readonly StoryStep[];
}

/** Longest time in which clients are active, in milliseconds. */
const activeMs = 1_800_000;
/** Time after the end of the faults in which everything has to be settled, in milliseconds. */
export const settleWithinMs = 7_200_000;
const checkEveryMs = 30_000;

const act = async (
  world: World,
  stage: Stage,
  shop: Shop,
  customer: Principal,
  mix: readonly string[],
  draws: Draws,
  observations: Observation[],
): Promise<void> => {
  const client = createClient(world, stage, draws, observations);
  const turn = { client, shop, draws, customer, calls: [] };
  const hurry = draws.pick([50, 2_000, 20_000]);
  for (let left = draws.between(5, 18); left > 0; left -= 1) {
    await client.pause(draws.between(0, hurry));
    await commands[draws.pick(mix)]?.(turn);
  }
};

const violationsOf = async (stage: Stage, shop: Shop, observations: readonly Observation[]) => {
  try {
    return await checkHistory(stage, shop, observations);
  } catch (failure) {
    return [`what is stored cannot be checked: ${(failure as Error).message}`];
  }
};

/**
 * Simulates one history of a run: clients, faults, and the time after the faults in which everything has to settle.
 * The same seed and number give the same history.
 */
export const runHistory = async (
  seed: string,
  number: number,
  { keepsStory = false }: { readonly keepsStory?: boolean } = {},
): Promise<HistoryResult> => {
  const draws = createDraws(`${seed}/${number}`);
  const world = createWorld({
    seed: `${seed}/${number}`,
    faults: drawFaults(draws.fork('faults')),
    keepsStory,
  });
  useTime(world.time);
  const own = draws.fork('history');
  const stage = createStage(world, {
    paymentWindowMs: own.pick([60_000, 300_000, 900_000]),
    unpaidOrdersLimit: own.pick([3, 20, 20]),
  });
  const shop = drawShop(own);
  const observations: Observation[] = [];
  let isDone = false;
  const finish = () => {
    isDone = true;
  };

  void stockShop(createClient(world, stage, own, observations), shop, own).then(finish);
  await world.time.run(Number.POSITIVE_INFINITY, () => isDone);
  isDone = false;
  world.startFaults();
  stage.startJobs();
  const mix = drawCommandMix(own);
  const actors = Array.from({ length: own.between(2, 6) }, (_, n) =>
    act(world, stage, shop, own.pick(shop.customers), mix, draws.fork(`actor ${n}`), observations),
  );
  void Promise.all(actors).then(finish);
  await world.time.run(world.time.now() + activeMs, () => isDone);

  world.stopFaults();
  world.note('world', 'stops misbehaving');
  const stoppedAt = world.time.now();
  let settledAfterMs = 0;
  do {
    await world.time.run(world.time.now() + checkEveryMs);
    settledAfterMs = world.time.now() - stoppedAt;
  } while (!isSettled(stage) && settledAfterMs < settleWithinMs);

  return {
    number,
    violations: await violationsOf(stage, shop, observations),
    traceHash: world.traceHash(),
    commands: observations.length,
    struck: world.struck,
    settledAfterMs,
    story: world.story,
  };
};
