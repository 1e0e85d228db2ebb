import { createDraws, type Draws } from './draws.ts';
import { type Fault, type FaultProfile, noFaults } from './fault-profile.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** One line of a story: when, who, what. */
export interface StoryStep {
  /** Milliseconds since the history began. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

/** State that everything in a history shares: its time, its faults, its decisions and its trace. */
export interface World {
  readonly time: VirtualTime;
  readonly draws: Draws;
  /** The strength of a fault; none once the faults have stopped. */
  strength(fault: Fault): number;
  /** Whether a fault happens now, at a step; it is counted. */
  strikes(fault: Fault, step: string): boolean;
  /** Counts an effect of a fault that has a duration instead of a probability. */
  happened(fault: Fault, step: string): void;
  /** A time from 0 to the strength of a fault, in milliseconds. */
  lag(fault: Fault): number;
  /** The world is at its best before. */
  startFaults(): void;
  stopFaults(): void;
  /** Adds a step to the trace, and to the story if one is printed. */
  note(who: string, what: string): void;
  /** Adds a step to the story alone. */
  tell(who: string, what: string): void;
  readonly story: readonly StoryStep[];
  /** Hash of every step so far. */
  traceHash(): string;
  /** How often each fault struck at each step; 0 where it only could have. */
  struck(): ReadonlyMap<string, number>;
}

export interface WorldOptions {
  readonly seed: string;
  readonly faults: FaultProfile;
  readonly keepsStory: boolean;
  /** Whether a strike of a fault happens that the seed has drawn; @param strike counts from 1. */
  readonly mayStrike?: (fault: Fault, strike: number) => boolean;
}

/** Every history begins at this time. */
const start = Date.parse('2026-07-01T12:00:00Z');

export const createWorld = ({ seed, faults, keepsStory, mayStrike }: WorldOptions): World => {
  const time = createVirtualTime(start);
  const draws = createDraws(seed).fork('world');
  const story: StoryStep[] = [];
  const struck = new Map<Fault, Map<string, number>>();
  const drawn = new Map<Fault, number>();
  let profile = noFaults;
  let hash = 0x811c9dc5;
  const mix = (text: string) => {
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
  };
  const strength = (fault: Fault) => profile[fault];
  const tell = (who: string, what: string) => {
    if (keepsStory) story.push({ at: time.now() - start, who, what });
  };
  const timesAt = (fault: Fault): Map<string, number> => {
    const known = struck.get(fault);
    if (known) return known;
    const times = new Map<string, number>();
    struck.set(fault, times);
    return times;
  };
  const isLeftOut = (fault: Fault) => {
    if (!mayStrike) return false;
    const strike = (drawn.get(fault) ?? 0) + 1;
    drawn.set(fault, strike);
    return !mayStrike(fault, strike);
  };
  return {
    time,
    draws,
    strength,
    happened(fault, step) {
      const times = timesAt(fault);
      times.set(step, (times.get(step) ?? 0) + 1);
    },
    strikes(fault, step) {
      const times = timesAt(fault);
      const before = times.get(step) ?? 0;
      const probability = strength(fault);
      const happens = probability > 0 && draws.chance(probability) && !isLeftOut(fault);
      if (happens || before === 0) times.set(step, before + (happens ? 1 : 0));
      if (happens) tell('world', `${fault} × ${step}`);
      return happens;
    },
    lag: (fault) => Math.floor(draws.number() * strength(fault)),
    startFaults() {
      profile = faults;
    },
    stopFaults() {
      profile = noFaults;
    },
    note(who, what) {
      mix(`${time.now() - start} ${who} ${what}\n`);
      tell(who, what);
    },
    tell,
    story,
    traceHash: () => (hash >>> 0).toString(16).padStart(8, '0'),
    struck: () =>
      new Map(
        [...struck].flatMap(([fault, times]) =>
          [...times].map(([step, count]) => [`${fault} × ${step}`, count] as const),
        ),
      ),
  };
};
