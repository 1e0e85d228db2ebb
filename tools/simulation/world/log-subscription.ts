import { gzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { consumers } from '../../../lib/contract/consumers.ts';
import type { LogBatch } from '../../../lib/metrics/aggregator.ts';
import type { RedrivenConsumer } from '../../../lib/metrics/redrive-batches.ts';
import { compileFilterPattern } from '../../local-cloud/logs/filter-pattern.ts';
import type { FailureBucket } from './failure-bucket.ts';
import type { World } from './world.ts';

interface LoggedLine {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

interface StreamBatch {
  readonly stream: string;
  readonly lines: readonly LoggedLine[];
}

export interface LogSubscriptionOptions {
  readonly consumer: RedrivenConsumer;
  /** Handles a batch; resolves to whether it succeeded. */
  readonly invoke: (event: CloudWatchLogsEvent) => Promise<boolean>;
  /** Takes the batches that failed in every try. */
  readonly bucket: Pick<FailureBucket, 'keep'>;
}

const retryMs = 60_000;

/** Tries of an asynchronous invocation; then the batch goes to the failure bucket. */
const tries = 3;

const eventOf = ({ stream: logStream, lines: logEvents }: StreamBatch): CloudWatchLogsEvent => {
  const batch = JSON.stringify({ messageType: 'DATA_MESSAGE', logStream, logEvents });
  return { awslogs: { data: gzipSync(batch, { level: 1 }).toString('base64') } };
};

/** A log, and the subscription of a function to the lines that its filter lets pass: batches that get lost, come twice and in another order. */
export const createLogSubscription = (world: World, { consumer, invoke, bucket }: LogSubscriptionOptions) => {
  const { time, draws } = world;
  const passes = compileFilterPattern(consumers[consumer].trigger.filterPattern);
  const logged = new Map<string, LoggedLine[]>();
  const waiting = new Map<string, LoggedLine[]>();
  const handled: StreamBatch[] = [];
  let lines = 0;
  let underWay = 0;

  const attempt = async (batch: StreamBatch, tried = 1): Promise<void> => {
    const event = eventOf(batch);
    if (await invoke(event)) {
      handled.push(batch);
      underWay -= 1;
    } else if (tried < tries) {
      time.after(retryMs, () => void attempt(batch, tried + 1));
    } else {
      bucket.keep({ consumer, event, onRemoved: () => handled.push(batch) });
      underWay -= 1;
    }
  };

  const deliver = (batch: StreamBatch) => {
    underWay += 1;
    time.after(1 + world.lag('logDelayMs'), () => void attempt(batch));
  };

  const flush = (stream: string) => {
    const batch = { stream, lines: waiting.get(stream) ?? [] };
    waiting.delete(stream);
    if (world.strikes('logLost', `a batch of ${consumer}`)) return;
    deliver(batch);
    if (world.strikes('logDoubled', `a batch of ${consumer}`)) deliver(batch);
  };

  /** Adds a line to a stream. @returns whether it is the first one. */
  const addTo = (streams: Map<string, LoggedLine[]>, stream: string, line: LoggedLine): boolean => {
    const known = streams.get(stream);
    if (known) known.push(line);
    else streams.set(stream, [line]);
    return known === undefined;
  };

  return {
    print(stream: string, message: string) {
      lines += 1;
      const line = { id: String(lines), timestamp: time.now(), message };
      addTo(logged, stream, line);
      if (passes(message) && addTo(waiting, stream, line))
        time.after(draws.between(1_000, 60_000), () => flush(stream));
    },
    /** Lines of the batches that were handled, in any order, repetitions included. */
    handledLines: (): string[] => handled.flatMap((batch) => batch.lines.map(({ message }) => message)),
    /** Delivers some batches of before again. */
    repeatSome() {
      for (const batch of [...handled]) if (draws.chance(0.3)) deliver(batch);
    },
    /** All lines, as an operator reads them from the log; they count as handled from then on. */
    readAll(): readonly LogBatch[] {
      const batches = [...logged].map(([stream, all]) => ({ stream, lines: all }));
      handled.push(...batches);
      return batches.map((batch) => ({ ...batch, unreadable: 0 }));
    },
    isIdle: () => underWay === 0 && waiting.size === 0,
  };
};

export type LogSubscription = ReturnType<typeof createLogSubscription>;
