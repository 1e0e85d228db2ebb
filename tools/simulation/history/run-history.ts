import { checkHistory, checkLines } from '../checks/check-history.ts';
import { isSettled } from '../checks/settled.ts';
import { createStage, type Stage } from '../service/stage.ts';
import { createDraws, type Draws } from '../world/draws.ts';
import { drawFaults, type Fault, type FaultProfile, noFaults } from '../world/fault-profile.ts';
import { useTime } from '../world/replace-timers.ts';
import { createWorld, type StoryStep, type World } from '../world/world.ts';
import type { ApiCall, Principal } from './api-request.ts';
import { createClient, type Observation } from './client.ts';
import { commands, drawCommandMix } from './commands.ts';
import type { HistoryPart } from './history-part.ts';
import { leave } from './leave.ts';
import { drawShop, type Shop, stockShop } from './shop.ts';

/** Result of a history. */
export interface HistoryResult {
  readonly number: number;
  /** Violations at its end; empty when all promises were kept. */
  readonly violations: readonly string[];
  readonly traceHash: string;
  /** Commands that clients gave, repetitions included. */
  readonly commands: number;
  /** The part of the history that was simulated; all of it unless one was asked for. */
  readonly part: HistoryPart;
  /** How often each fault struck at each step; 0 where it only could have. */
  readonly struck: ReadonlyMap<string, number>;
  /** Milliseconds of virtual time from the end of the faults until everything was settled. */
  readonly settledAfterMs: number;
  readonly story: readonly StoryStep[];
}

/** Longest time in which clients are active, in milliseconds. */
const activeMs = 1_800_000;
/** Time after the end of the faults in which everything has to be settled, in milliseconds. */
const settleWithinMs = 7_200_000;
const checkEveryMs = 30_000;
/** Histories with synthetic orders, and those with a customer who is erased. */
const syntheticShare = 0.2;
const leavingShare = 0.2;
/** Histories with canaries: many of them count metrics, too. */
const canaryShare = 0.25;
/** The place of the erasure in a part of a history, as if a client gave the command. */
const leavingCommand = '0.1';

interface Actor {
  readonly number: number;
  readonly customer: Principal;
  readonly mix: readonly string[];
  readonly draws: Draws;
  readonly mayGive: (command: string) => boolean;
  /** Told of each command that the client gives. */
  readonly onCommand: (command: string) => void;
}

/** Gives the commands of one client. Each has draws of its own, so that leaving one out changes no other. */
const act = async (
  world: World,
  stage: Stage,
  shop: Shop,
  { number, customer, mix, draws, mayGive, onCommand }: Actor,
  observations: Observation[],
): Promise<void> => {
  const calls: ApiCall[] = [];
  const hurry = draws.pick([50, 2_000, 20_000]);
  const count = draws.between(4, 15);
  for (let n = 1; n <= count; n += 1) {
    const own = draws.fork(String(n));
    const client = createClient(world, stage, own, observations);
    await client.pause(own.between(0, hurry));
    const command = `${number}.${n}`;
    if (!mayGive(command)) continue;
    onCommand(command);
    await commands[own.pick(mix)]?.({ client, shop, draws: own, customer, calls });
  }
};

/** Longer than an environment has to be silent for before its counts are folded, in milliseconds. */
const silentMs = 30 * 3_600_000;

/**
 * A day later: the environments are gone, their counts are folded, and some of their log lines come once more. Then an
 * operator has all lines processed that got lost.
 * @returns violations of the counters before that.
 */
const passADay = async ({ time }: World, stage: Stage): Promise<readonly string[]> => {
  stage.stopJobs();
  await time.run(time.now() + silentMs);
  void stage.foldEnvironments();
  await time.run(time.now() + checkEveryMs);
  stage.logs.repeatSome();
  await time.run(time.now() + checkEveryMs);
  const violations = await checkLines(stage);
  void stage.redriveLogs();
  await time.run(time.now() + checkEveryMs);
  return violations;
};

/** Lets time pass until nothing waits any more. @returns how long it took, in milliseconds. */
const settle = async ({ time }: World, stage: Stage): Promise<number> => {
  const startedAt = time.now();
  do await time.run(time.now() + checkEveryMs);
  while (!isSettled(stage, time.now()) && time.now() - startedAt < settleWithinMs);
  return time.now() - startedAt;
};

/** The customer of a history who is erased in the end, if there is one. */
const drawLeaving = (draws: Draws, customers: readonly Principal[], mayGive: Actor['mayGive']) =>
  draws.chance(leavingShare) && mayGive(leavingCommand)
    ? { draws, customer: draws.pick(customers) }
    : undefined;

/** The faults of a part of a history. */
const faultsIn = (faults: FaultProfile, part: HistoryPart | undefined): FaultProfile => {
  if (!part) return faults;
  const kept = part.faults.map(({ fault }) => [fault, faults[fault]]);
  return { ...noFaults, ...Object.fromEntries(kept) };
};

/** All of a history that was simulated as a whole. */
const wholePart = (given: readonly string[], faults: FaultProfile): HistoryPart => ({
  commands: given,
  faults: (Object.keys(faults) as Fault[])
    .filter((fault) => faults[fault] !== noFaults[fault])
    .map((fault) => ({ fault })),
  luck: 0,
});

const strikesIn = (part: HistoryPart) => (fault: Fault, strike: number) =>
  part.faults.some(
    ({ fault: kept, first = 1, last = Number.POSITIVE_INFINITY }) =>
      kept === fault && strike >= first && strike <= last,
  );

const violationsOf = async (stage: Stage, shop: Shop, observations: readonly Observation[]) => {
  try {
    return await checkHistory(stage, shop, observations);
  } catch (failure) {
    return [`the stored data cannot be checked: ${(failure as Error).message}`];
  }
};

export interface HistoryOptions {
  readonly keepsStory?: boolean | undefined;
  /** Simulates this part of the history alone. */
  readonly part?: HistoryPart | undefined;
}

/**
 * Simulates one history of a run: clients, faults, and the time after the faults in which everything has to settle.
 * The same seed, number and part give the same history.
 */
export const runHistory = async (
  seed: string,
  number: number,
  { keepsStory = false, part }: HistoryOptions = {},
): Promise<HistoryResult> => {
  const draws = createDraws(`${seed}/${number}`);
  const faults = faultsIn(drawFaults(draws.fork('faults')), part);
  const world = createWorld({
    seed: `${seed}/${number}${part?.luck ? `/${part.luck}` : ''}`,
    faults,
    keepsStory,
    ...(part && { mayStrike: strikesIn(part) }),
  });
  useTime(world.time);
  const own = draws.fork('history');
  const stage = createStage(world, {
    paymentWindowMs: own.pick([60_000, 180_000, 600_000]),
    unpaidOrdersLimit: own.pick([3, 20, 20]),
    paymentTriesPerHour: own.pick([3, 100, 100]),
    placesSyntheticOrders: draws.fork('synthetic orders').chance(syntheticShare),
    sendsCanaries: draws.fork('canaries').chance(canaryShare),
    countsMetrics: own.chance(0.2),
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
  const mayGive = (command: string) => part?.commands.includes(command) ?? true;
  const given: string[][] = [];
  const actors = Array.from({ length: own.between(2, 6) }, (_, n) => {
    const commands: string[] = [];
    given.push(commands);
    const actor = {
      number: n + 1,
      customer: own.pick(shop.customers),
      mix,
      draws: draws.fork(`actor ${n}`),
      mayGive,
      onCommand: (command: string) => commands.push(command),
    };
    return { customer: actor.customer, done: act(world, stage, shop, actor, observations) };
  });
  const customers = actors.map(({ customer }) => customer);
  const leaving = drawLeaving(draws.fork('leaving'), customers, mayGive);
  given.push(leaving ? [leavingCommand] : []);
  const leaveNow = async () => {
    if (!leaving) return;
    const client = createClient(world, stage, leaving.draws, observations);
    await leave({ ...leaving, stage, shop, client, tries: 2 });
  };
  const ofLeaving = actors.filter(({ customer }) => customer === leaving?.customer);
  const left = Promise.all(ofLeaving.map(({ done }) => done)).then(leaveNow);
  void Promise.all([...actors.map(({ done }) => done), left]).then(finish);
  await world.time.run(world.time.now() + activeMs, () => isDone);

  world.stopFaults();
  world.note('world', 'stops misbehaving');
  let settledAfterMs = await settle(world, stage);
  if (leaving && !shop.erased.has(leaving.customer.sub)) {
    isDone = false;
    void leaveNow().then(finish);
    await world.time.run(Number.POSITIVE_INFINITY, () => isDone);
    settledAfterMs = Math.max(settledAfterMs, await settle(world, stage));
  }
  const ofLines = stage.settings.countsMetrics ? await passADay(world, stage) : [];

  return {
    number,
    violations: [...ofLines, ...(await violationsOf(stage, shop, observations))],
    traceHash: world.traceHash(),
    commands: observations.length,
    part: part ?? wholePart(given.flat(), faults),
    struck: world.struck(),
    settledAfterMs,
    story: world.story,
  };
};
