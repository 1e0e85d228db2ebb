import type { SQSEvent } from 'aws-lambda';
import { readOrderEvent } from '../../../lib/app/order-summary/delivered-order-event.ts';
import { orderEventSteps, patience } from '../../../lib/app/order-summary/summarize-order-event.ts';
import type { ReceiptStore } from '../../../lib/app/ports/receipt-store.ts';
import { queues } from '../../../lib/contract/queues.ts';
import type { OrderEventBatch } from '../../../lib/domain/order-event.ts';
import { createQueueBatch } from '../../../lib/middleware/queue/queue-pipeline.ts';
import { createSeededRandom } from '../../../tools/local-cloud/faults/seeded-random.ts';
import { createQueue, type ReceivedMessage } from '../../../tools/local-cloud/queues/queue.ts';
import { aDeliveredEvent } from '../../builders/a-delivered-event.ts';
import { createMemoryOrderSummaryStore } from '../../doubles/memory-order-summary-store.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
import { createPostOffice, settings } from '../publishing/post-office.ts';
import { calmly } from '../shop/calmly.ts';

const recordOf = ({ messageId, body, receiveCount, receiptHandle }: ReceivedMessage) =>
  ({
    messageId,
    receiptHandle,
    body,
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  }) as SQSEvent['Records'][number];

/** The time until a redelivery, as a share of the time until the sweeper repeats an event: that of the local run. */
const redeliveryShare = 0.3;

/** Relay, sweeper, queue and consumer, over a bus that loses a share of the events, each time that they are published. */
export const createLossyDelivery = ({
  seed,
  lossRate,
}: {
  readonly seed: number;
  readonly lossRate: number;
}) => {
  const draw = createSeededRandom(seed);
  const office = createPostOffice();
  const queue = createQueue({
    visibilityTimeoutMs: redeliveryShare * settings.receiptPatienceMs,
    maxReceiveCount: queues['order-summary'].maxReceiveCount,
    now: () => office.present.now,
  });
  // The queue takes the place of the consumer of the post office.
  office.present.hears = false;
  office.present.faultOf = (event) => {
    if (draw() < lossRate) return 'swallowed';
    queue.send(aDeliveredEvent(event, event.type));
    return undefined;
  };

  const receipts: ReceiptStore = {
    async confirm(versions, receivedAt) {
      for (const { orderId, orderVersion } of versions)
        office.outbox.receive(orderId, orderVersion, receivedAt);
      return versions;
    },
  };
  const summaries = createMemoryOrderSummaryStore(async ({ orderId, orderVersion }) => {
    const { versions } = await office.load(orderId);
    const stored = versions.find((version) => version.orderVersion === orderVersion);
    if (!stored) return undefined;
    const { events = [], delivery } = stored;
    return { orderId, orderVersion, size: events.length, events, isReceived: delivery === 'received' };
  });
  const clock = () => office.present.now;
  const telemetry = { eventSummarized: () => {}, eventUnknown: () => {}, eventCounted: () => {} };
  const run = createQueueBatch({ logger: createRecordingLogger(), pause: async () => {} })({
    read: readOrderEvent,
    laneOf: ({ position }) => position.orderId,
    ...orderEventSteps({ retryOnConflict: retryPromptly, store: summaries, receipts, telemetry, clock }),
    early: { ...patience, onGivenUp: () => {} },
  });

  const consume = async () => {
    for (let batch = queue.receive(10); batch.length > 0; batch = queue.receive(10)) {
      const delivery = { event: { Records: batch.map(recordOf) }, options: calmly, correlationId: 'run-1' };
      const { response } = await run(delivery);
      const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId, receiptHandle } of batch)
        if (!failed.has(messageId)) queue.delete(receiptHandle);
    }
  };

  return {
    deadLetters: () => queue.snapshot().deadLetters,
    summaryOf: (customerId: string) => summaries.findSummary(customerId, calmly),
    quarantined: () => office.told.quarantined,
    async commit(batch: OrderEventBatch) {
      office.store(batch);
      await office.relay(batch.orderId);
      await consume();
    },
    /** Time passes: the consumer works every ten seconds, the sweeper every minute. */
    async passMinutes(minutes: number) {
      for (let minute = 0; minute < minutes; minute += 1) {
        for (let tick = 0; tick < 6; tick += 1) {
          office.advance(10_000);
          await consume();
        }
        await office.sweep();
        await consume();
      }
    },
  };
};
