import { gzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { exactMember } from '../../../lib/contract/metric-definition.ts';
import type { GivenUpBatches } from '../../../lib/metrics/redrive-batches.ts';
import type { World } from './world.ts';

interface LoggedLine {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

const retryMs = 60_000;

/** Tries of an asynchronous invocation; then the batch goes to the failure bucket. */
const tries = 3;

const eventOf = (logStream: string, logEvents: readonly LoggedLine[]): CloudWatchLogsEvent => {
  const batch = JSON.stringify({ messageType: 'DATA_MESSAGE', logStream, logEvents });
  return { awslogs: { data: gzipSync(batch, { level: 1 }).toString('base64') } };
};

/** Whether the filter of the subscription lets a line pass. */
const passes = (line: string): boolean => line.includes(`"${exactMember}":`);

/**
 * The log subscription of all functions: one stream for each environment, in batches that get lost, come twice and in
 * another order.
 * @param invoke handles a batch; resolves to whether it succeeded.
 * @param onGivenUp told of a batch that failed in every try.
 */
export const createLogSubscription = (
  world: World,
  invoke: (event: CloudWatchLogsEvent) => Promise<boolean>,
  onGivenUp: () => void,
) => {
  const { time, draws } = world;
  const waiting = new Map<string, LoggedLine[]>();
  const handled: { readonly stream: string; readonly lines: readonly LoggedLine[] }[] = [];
  let lines = 0;
  let underWay = 0;

  const givenUp = new Map<string, { readonly at: number; readonly batch: (typeof handled)[number] }>();

  const attempt = async (stream: string, batch: readonly LoggedLine[], tried = 1): Promise<void> => {
    if (await invoke(eventOf(stream, batch))) {
      handled.push({ stream, lines: batch });
      underWay -= 1;
    } else if (tried < tries) {
      time.after(retryMs, () => void attempt(stream, batch, tried + 1));
    } else {
      givenUp.set(`${stream}@${time.now()}-${batch[0]?.id}`, {
        at: time.now(),
        batch: { stream, lines: batch },
      });
      underWay -= 1;
      onGivenUp();
    }
  };

  /** The failure bucket. */
  const givenUpBatches: GivenUpBatches = {
    async *list() {
      for (const [key, { at: givenUpAt }] of [...givenUp])
        yield { key, consumer: 'aggregate-metrics', givenUpAt };
    },
    async read({ key }) {
      const kept = givenUp.get(key);
      if (!kept) throw new Error('no such batch');
      return eventOf(kept.batch.stream, kept.batch.lines);
    },
    async remove({ key }) {
      const kept = givenUp.get(key);
      if (kept && givenUp.delete(key)) handled.push(kept.batch);
    },
  };

  const deliver = (stream: string, batch: readonly LoggedLine[]) => {
    underWay += 1;
    time.after(1 + world.lag('logDelayMs'), () => void attempt(stream, batch));
  };

  const flush = (stream: string) => {
    const batch = waiting.get(stream) ?? [];
    waiting.delete(stream);
    if (world.strikes('logLost', 'a batch')) return;
    deliver(stream, batch);
    if (world.strikes('logDoubled', 'a batch')) deliver(stream, batch);
  };

  return {
    print(stream: string, message: string) {
      if (!passes(message)) return;
      lines += 1;
      const line = { id: String(lines), timestamp: time.now(), message };
      const batch = waiting.get(stream);
      if (batch) batch.push(line);
      else {
        waiting.set(stream, [line]);
        time.after(draws.between(1_000, 60_000), () => flush(stream));
      }
    },
    /** Lines of the batches that were handled, in any order, repetitions included. */
    handledLines: (): string[] => handled.flatMap((batch) => batch.lines.map(({ message }) => message)),
    /** Delivers some batches of before again. */
    repeatSome() {
      for (const { stream, lines: batch } of [...handled]) if (draws.chance(0.3)) deliver(stream, batch);
    },
    givenUpBatches,
    hasGivenUp: () => givenUp.size > 0,
    isIdle: () => underWay === 0 && waiting.size === 0 && givenUp.size === 0,
  };
};

export type LogSubscription = ReturnType<typeof createLogSubscription>;
