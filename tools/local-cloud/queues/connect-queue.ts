import type { Consumer, ConsumerContext } from '../consumers/consumer.ts';
import { createInvokeConsumer } from '../consumers/invoke-consumer.ts';
import type { QueueTrigger } from '../deployment.ts';
import { createQueueConsumer } from './queue-consumer.ts';
import { queueNamed } from './queue-set.ts';

/** Lets a function process the messages of a queue, by the settings of its trigger. */
export const connectQueue = (
  functionName: string,
  { queue, batchSize, batchWindowSeconds }: QueueTrigger,
  { lambda, queues, pace, now }: ConsumerContext,
): Consumer => {
  const stopping = new AbortController();
  const consumer = createQueueConsumer({
    queueName: queue,
    queue: queueNamed(queues, queue),
    batchSize,
    batchWindowMs: batchWindowSeconds * 1_000 * pace.batchWindows,
    invoke: createInvokeConsumer(lambda.invoke, functionName, stopping.signal),
    retryMs: pace.queueRetryMs,
    now,
  });
  return {
    start: consumer.start,
    async stop() {
      stopping.abort();
      await consumer.stop();
    },
  };
};
