import { describeFailure } from '../consumers/describe-failure.ts';
import type { FailedDeliveries } from '../consumers/failed-deliveries.ts';
import type { InvokeConsumer } from '../consumers/invoke-consumer.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import { createLineCollector } from './line-collector.ts';
import type { LogStore } from './log-store.ts';
import { type SubscribedBatch, subscriptionEvent } from './subscription-event.ts';

export interface LogSubscriptionOptions {
  /** The function that is handed the lines. */
  readonly functionName: string;
  /** Whether the lines of a log group are among them. */
  readonly reads: (logGroup: string) => boolean;
  readonly logs: Pick<LogStore, 'subscribe'>;
  readonly wants: (message: string) => boolean;
  readonly invoke: InvokeConsumer;
  readonly failures: FailedDeliveries;
  readonly faults: FaultInjection;
  /** How long lines wait for others of their stream. */
  readonly collectMs: number;
  /** Before the first retry; twice as long before the second. */
  readonly retryMs: number;
  /** Most batches that are worked on at once. */
  readonly concurrency: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Hands a function the lines that the others log. */
export interface LogSubscription {
  /** Lines that came before wait until now. */
  start(): void;
  /** Hands over what there is, retries included, and then no more. */
  stop(): Promise<void>;
}

/** Lambda's number of retries of an asynchronous invocation. */
const retries = 2;

/** Longest time, in milliseconds, by which a batch can be held back. */
const maxHoldMs = 500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const createLogSubscription = ({
  functionName,
  reads,
  logs,
  wants,
  invoke,
  failures,
  faults,
  collectMs,
  retryMs,
  concurrency,
  now,
}: LogSubscriptionOptions): LogSubscription => {
  const underWay = new Set<Promise<void>>();
  let running = false;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const collector = createLineCollector({ wants, collectMs: () => (stopping ? 0 : collectMs), now });

  const attempt = async (event: unknown, retried: number): Promise<void> => {
    const outcome = await invoke(event);
    if (outcome.status === 'succeeded') return;
    if (retried < retries) {
      await pause(retryMs * 2 ** retried);
      return attempt(event, retried + 1);
    }
    const reason = describeFailure(outcome);
    failures.record({ functionName, source: 'logs', condition: 'RetryAttemptsExhausted', reason, event });
  };

  const deliver = async (batch: SubscribedBatch): Promise<void> => {
    if (faults.logs('reorder')) await pause(faults.wait(maxHoldMs));
    const event = subscriptionEvent(batch, functionName);
    await attempt(event, 0);
    if (faults.logs('duplicate')) await attempt(event, 0);
  };

  const begin = (batch: SubscribedBatch) => {
    const work = deliver(batch)
      // The functions are stopping; no consumer is left.
      .catch(() => undefined)
      .finally(() => {
        underWay.delete(work);
        handOver();
      });
    underWay.add(work);
  };

  /** Lines that come once more; each does so only once. */
  const repeated = new Set<string>();

  const cut = (batch: SubscribedBatch): readonly SubscribedBatch[] => {
    const logEvents = batch.logEvents.filter(({ id }) => !repeated.delete(id));
    if (logEvents.length === 0 || stopping || !faults.logs('rebatch')) return [batch];
    for (const { id } of logEvents) repeated.add(id);
    collector.repeat({ ...batch, logEvents });
    const middle = faults.wait(batch.logEvents.length);
    return [batch.logEvents.slice(0, middle), batch.logEvents.slice(middle)]
      .filter((logEvents) => logEvents.length > 0)
      .map((logEvents) => ({ ...batch, logEvents }));
  };

  const handOver = () => {
    clearTimeout(timer);
    if (!running) return;
    while (underWay.size < concurrency) {
      const batch = collector.take();
      if (!batch) break;
      for (const part of cut(batch)) begin(part);
    }
    const dueAt = collector.dueAt();
    if (dueAt !== undefined && underWay.size < concurrency) {
      timer = setTimeout(handOver, Math.max(1, dueAt - now()));
    }
  };

  const unsubscribe = logs.subscribe((batch) => {
    if (!reads(batch.logGroup)) return;
    const isFirst = collector.dueAt() === undefined;
    collector.add(batch);
    if (isFirst) handOver();
  });

  return {
    start() {
      running = true;
      handOver();
    },
    async stop() {
      stopping = true;
      unsubscribe();
      while (running && (underWay.size > 0 || collector.dueAt() !== undefined)) {
        handOver();
        await Promise.race(underWay);
      }
      running = false;
      clearTimeout(timer);
    },
  };
};
