import type { CloudWatchLogsEvent } from 'aws-lambda';
import type { GivenUpBatches, RedrivenConsumer } from '../../../lib/metrics/redrive-batches.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A batch of log lines that failed in every try of its function. */
interface KeptBatch {
  readonly consumer: RedrivenConsumer;
  readonly event: CloudWatchLogsEvent;
  /** Called when the batch was processed after all. */
  readonly onRemoved: () => void;
}

/** @param onKept called with each batch that comes in. */
export const createFailureBucket = (time: Pick<VirtualTime, 'now'>, onKept: () => void) => {
  const kept = new Map<string, KeptBatch & { readonly givenUpAt: number }>();
  let keys = 0;
  const batches: GivenUpBatches = {
    async *list() {
      for (const [key, { consumer, givenUpAt }] of [...kept]) yield { key, consumer, givenUpAt };
    },
    async read({ key }) {
      const batch = kept.get(key);
      if (!batch) throw new Error('no such batch');
      return batch.event;
    },
    async remove({ key }) {
      const batch = kept.get(key);
      if (batch && kept.delete(key)) batch.onRemoved();
    },
  };
  return {
    batches,
    keep(batch: KeptBatch) {
      keys += 1;
      kept.set(`${batch.consumer}/${keys}`, { ...batch, givenUpAt: time.now() });
      onKept();
    },
    isEmpty: () => kept.size === 0,
  };
};

export type FailureBucket = ReturnType<typeof createFailureBucket>;
