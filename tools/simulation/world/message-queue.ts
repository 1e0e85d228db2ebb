import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type QueueName, queues } from '../../../lib/contract/queues.ts';
import type { World } from './world.ts';

/** How a batch of a queue ended: the function’s response, or its failure. */
export type QueueInvocation = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
}

const batchSize = 10;
const maxConcurrency = 3;

const recordOf = ({ id, body, receives }: Message): SQSRecord => ({
  messageId: id,
  receiptHandle: id,
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '0',
    SenderId: 'bus',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:order-summary',
  awsRegion: 'eu-west-1',
});

/** A queue and its event source mapping. */
export const createMessageQueue = (world: World, name: QueueName, invoke: QueueInvocation) => {
  const { visibilityTimeoutSeconds, maxReceiveCount } = queues[name];
  const { time, draws } = world;
  let waiting: Message[] = [];
  let hidden = 0;
  let running = 0;
  let messages = 0;
  const deadLetters: string[] = [];

  const poll = () => {
    if (running >= maxConcurrency || waiting.length === 0) return;
    running += 1;
    const batch = waiting.splice(0, draws.between(1, batchSize));
    for (const message of batch) message.receives += 1;
    void invoke({ Records: batch.map(recordOf) }).then((response) => {
      running -= 1;
      const failed = new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const message of batch) if (!response || failed.has(message.id)) hide(message);
      poll();
    });
    poll();
  };

  const hide = (message: Message) => {
    if (message.receives >= maxReceiveCount) {
      world.note('queue', `gives message ${message.id} up`);
      deadLetters.push(message.body);
      return;
    }
    hidden += 1;
    time.after(visibilityTimeoutSeconds * 1_000, () => {
      hidden -= 1;
      waiting.push(message);
      poll();
    });
  };

  return {
    send(body: string) {
      messages += 1;
      waiting = [...waiting, { id: `message-${messages}`, body, receives: 0 }];
      poll();
    },
    deadLetters,
    isIdle: () => waiting.length === 0 && hidden === 0 && running === 0,
  };
};
