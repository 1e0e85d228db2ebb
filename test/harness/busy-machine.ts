import { readFileSync } from 'node:fs';
import type { TestContext } from 'vitest';

/** Nanoseconds since the thread began: on a processor, and ready but without one. */
interface ProcessorTime {
  readonly got: number;
  readonly waitedFor: number;
}

/** Counters of Linux; other systems have none, and no result is void there. */
const readThreadTime = (): ProcessorTime => {
  try {
    const [got = 0, waitedFor = 0] = readFileSync('/proc/thread-self/schedstat', 'utf8')
      .split(' ')
      .map(Number);
    return { got, waitedFor };
  } catch {
    return { got: 0, waitedFor: 0 };
  }
};

/** With less of the processor time that it asked for, a test says nothing about durations. */
const neededShare = 0.7;

/** A duration that was measured. */
export interface Measurement {
  /**
   * Judges the duration, or what depends on it. If the judgement fails and the machine was too busy meanwhile, the test is
   * skipped and says so; on a free machine it fails. What depends on no duration is not judged here.
   */
  judge(context: Pick<TestContext, 'skip'>, judge: (elapsedMs: number) => void): void;
}

export interface Stopwatch {
  stop(): Measurement;
}

/** Measures a duration, and how much of a processor this thread gets meanwhile. */
export const startStopwatch = (
  readProcessorTime: () => ProcessorTime = readThreadTime,
  now: () => number = () => performance.now(),
): Stopwatch => {
  const [before, startedAt] = [readProcessorTime(), now()];
  return {
    stop() {
      const [after, elapsedMs] = [readProcessorTime(), now() - startedAt];
      const got = after.got - before.got;
      const asked = got + after.waitedFor - before.waitedFor;
      const share = asked === 0 ? 1 : got / asked;
      return {
        judge(context, judge) {
          try {
            judge(elapsedMs);
          } catch (failure) {
            if (share >= neededShare) throw failure;
            context.skip(
              `machine too busy, result void: got ${Math.round(share * 100)} % of the processor time it asked for`,
            );
          }
        },
      };
    },
  };
};
