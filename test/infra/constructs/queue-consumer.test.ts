import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { DeadLetteredQueue } from '../../../infra/constructs/dead-lettered-queue.ts';
import { OrderFunction } from '../../../infra/constructs/order-function.ts';
import { consumeQueue } from '../../../infra/constructs/queue-consumer.ts';
import { stageFor } from '../../../infra/stage.ts';
import { consumerEntries, type QueueTrigger } from '../../../lib/contract/consumers.ts';
import { functionIn, mappingsOf, queueIn } from '../../harness/infra/cloudformation.ts';
import { inlineCode, synthesized } from '../../harness/infra/synthesized.ts';

const { events } = synthesized();

const queueConsumers = consumerEntries.flatMap(([id, { trigger }]) =>
  trigger.kind === 'queue' ? [{ id, trigger }] : [],
);

describe.each(queueConsumers)('queue consumer $id', ({ id, trigger }) => {
  const [functionId, { Properties: consumer }] = functionIn(events, `order-service-dev-${id}`);
  const [queueId, { Properties: queue }] = queueIn(events, `order-service-dev-${trigger.queue}`);
  const [mapping] = mappingsOf(events, functionId);

  it('has the batch size and the concurrency of the contract', () => {
    expect(mapping).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [queueId, 'Arn'] },
      BatchSize: trigger.batchSize,
      MaximumBatchingWindowInSeconds: trigger.batchWindowSeconds,
      ScalingConfig: { MaximumConcurrency: trigger.maxConcurrency },
    });
  });

  it('reports the failed messages of a batch', () => {
    expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('has its messages hidden for six of its timeouts', () => {
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * consumer.Timeout);
  });
});

/** A consumer that may take 5 s, of a queue that hides its messages for so long. */
const consumeHidden = (visibilityTimeoutSeconds: number, batchWindowSeconds = 0) => {
  const stack = new Stack();
  const stage = stageFor('dev');
  const definition = { visibilityTimeoutSeconds, maxReceiveCount: 3, retentionDays: 1 };
  const queue = new DeadLetteredQueue(stack, 'queue', { stage, name: 'delivery-canary', definition });
  const consumer = new OrderFunction(stack, 'consumer', {
    stage,
    functionName: 'consumer',
    code: inlineCode(),
    statements: [],
  });
  const trigger: QueueTrigger = {
    kind: 'queue',
    queue: 'delivery-canary',
    batchSize: 10,
    batchWindowSeconds,
    maxConcurrency: 2,
  };
  consumeQueue(consumer, trigger, 5, queue);
};

describe('consumeQueue', () => {
  it('accepts a queue that hides a message for six timeouts and the batch window', () => {
    expect(() => consumeHidden(30)).not.toThrow();
    expect(() => consumeHidden(32, 2)).not.toThrow();
  });

  it.each([
    [29, 0, 30],
    [31, 2, 32],
  ])('refuses a queue that hides a message for %i s with a window of %i s', (visible, window, needed) => {
    expect(() => consumeHidden(visible, window)).toThrow(
      new RegExp(`delivery-canary hides a message for ${visible} s, and its consumer needs ${needed} s`),
    );
  });
});
