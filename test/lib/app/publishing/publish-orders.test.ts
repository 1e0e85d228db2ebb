import { describe, expect, it } from 'vitest';
import { planPublication } from '../../../../lib/app/publishing/publication-plan.ts';
import { createPublishOrders } from '../../../../lib/app/publishing/publish-orders.ts';
import { aCall } from '../../../builders/a-call.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { createRecordingTelemetry } from '../../../doubles/recording-telemetry.ts';
import { createPostOffice, settings } from '../../../harness/publishing/post-office.ts';

const [a, b] = [orderIdOf(1), orderIdOf(2)] as const;

describe('createPublishOrders', () => {
  it('begins nothing after the deadline, and reports the rest', async () => {
    const office = createPostOffice();
    for (const id of [a, a, b]) await office.commit(id);
    const deadline = new AbortController();
    const publish = createPublishOrders({
      ...office,
      publisher: {
        async publish(events, options) {
          const publications = await office.bus.publish(events, options);
          deadline.abort();
          return publications;
        },
      },
      ...createRecordingTelemetry(),
      clock: () => office.present.now,
      retryOnConflict: retryPromptly,
      settings,
    });
    const planner = (order: Parameters<typeof planPublication>[0]) =>
      planPublication(order, office.present.now, settings);
    expect(await publish([a, b], planner, aCall({ signal: deadline.signal }))).toMatchObject([
      { orderId: a, outcome: 'unavailable', code: 'OutOfTime', accepted: 1, repeated: 0 },
      { orderId: b, outcome: 'done', accepted: 1, repeated: 0 },
    ]);
    expect(await office.cursorOf(a)).toMatchObject({ publishedVersion: 1, failures: 0 });
  });
});
