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

/** What everything in a history shares: its time, its faults, its decisions and its trace. */
export interface World {
  readonly time: VirtualTime;
  readonly draws: Draws;
  /** The strength of a fault; none once the faults have stopped. */
  strength(fault: Fault): number;
  /** Whether a fault happens now, at a step; it is counted. */
  strikes(fault: Fault, step: string): boolean;
  /** A time from 0 to the strength of a fault, in milliseconds. */
  lag(fault: Fault): number;
  /** The world is at its best before. */
  startFaults(): void;
  stopFaults(): void;
  /** Adds a step to the trace, and to the story if one is told. */
  note(who: string, what: string): void;
  readonly story: readonly StoryStep[];
  /** Hash of every step so far. */
  traceHash(): string;
  /** How often each fault struck at each step. */
  readonly struck: ReadonlyMap<string, number>;
}

export interface WorldOptions {
  readonly seed: string;
  readonly faults: FaultProfile;
  readonly keepsStory: boolean;
}

/** Every history begins at this time. */
const start = Date.parse('2026-07-01T12:00:00Z');

export const createWorld = ({ seed, faults, keepsStory }: WorldOptions): World => {
  const time = createVirtualTime(start);
  const draws = createDraws(seed).fork('world');
  const story: StoryStep[] = [];
  const struck = new Map<string, number>();
  let profile = noFaults;
  let hash = 0x811c9dc5;
  const mix = (text: string) => {
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
  };
  const strength = (fault: Fault) => profile[fault];
  return {
    time,
    draws,
    strength,
    strikes(fault, step) {
      const probability = strength(fault);
      if (probability === 0 || !draws.chance(probability)) return false;
      const pair = `${fault} × ${step}`;
      struck.set(pair, (struck.get(pair) ?? 0) + 1);
      return true;
    },
    lag: (fault) => Math.floor(draws.number() * strength(fault)),
    startFaults() {
      profile = faults;
    },
    stopFaults() {
      profile = noFaults;
    },
    note(who, what) {
      const at = time.now() - start;
      mix(`${at} ${who} ${what}\n`);
      if (keepsStory) story.push({ at, who, what });
    },
    story,
    traceHash: () => (hash >>> 0).toString(16).padStart(8, '0'),
    struck,
  };
};
