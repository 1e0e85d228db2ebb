import { batchFailures } from '../consumers/batch-response.ts';
import type { InvokeConsumer } from '../consumers/invoke-consumer.ts';
import type { Pace } from '../pace.ts';
import type { Queue, ReceivedMessage } from './queue.ts';
import { sqsEvent } from './sqs-event.ts';

export interface QueueConsumerOptions {
  readonly queueName: string;
  readonly queue: Queue;
  readonly batchSize: number;
  /** How long a message waits at most for others of its batch. */
  readonly batchWindowMs: number;
  readonly invoke: InvokeConsumer;
  /** How soon what has failed comes back. */
  readonly retryMs: Pace['queueRetryMs'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Has a function work on the messages of a queue. */
export interface QueueConsumer {
  start(): void;
  /** Takes no more messages; resolves when those under way are done. */
  stop(): Promise<void>;
}

/** Most batches that are worked on at once. */
const maxBatches = 2;

/**
 * Deletes the messages that the function has handled; those that it reports as failed come back, and all of them
 * when it throws.
 */
export const createQueueConsumer = ({
  queueName,
  queue,
  batchSize,
  batchWindowMs,
  invoke,
  retryMs,
  now,
}: QueueConsumerOptions): QueueConsumer => {
  const underWay = new Set<Promise<void>>();
  let running = false;
  let timer: NodeJS.Timeout | undefined;

  const work = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const outcome = await invoke(sqsEvent(queueName, messages));
    const ids = messages.map(({ messageId }) => messageId);
    const failures = batchFailures(outcome, ids);
    for (const { messageId, receiptHandle } of messages) {
      const failed = failures === 'everything' || failures.has(messageId);
      if (!failed) queue.delete(receiptHandle);
      else if (retryMs !== 'visibility-timeout') queue.changeVisibility(receiptHandle, retryMs);
    }
  };

  const begin = (messages: readonly ReceivedMessage[]) => {
    const batch = work(messages)
      // No consumer has processed them: they return after their visibility timeout.
      .catch(() => undefined)
      .finally(() => {
        underWay.delete(batch);
        take();
      });
    underWay.add(batch);
  };

  /** A full batch is due at once. */
  const nextBatchAt = (): number | undefined => {
    const oldest = queue.nextVisibleAt();
    const isFull = batchWindowMs === 0 || queue.snapshot().visible >= batchSize;
    return oldest === undefined || isFull ? oldest : oldest + batchWindowMs;
  };

  const take = () => {
    clearTimeout(timer);
    if (!running) return;
    while (underWay.size < maxBatches) {
      const dueAt = nextBatchAt();
      if (dueAt === undefined) return;
      if (dueAt > now()) {
        timer = setTimeout(take, dueAt - now());
        return;
      }
      const messages = queue.receive(batchSize);
      if (messages.length > 0) begin(messages);
    }
  };

  queue.onChange(() => take());
  return {
    start() {
      running = true;
      take();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
};
