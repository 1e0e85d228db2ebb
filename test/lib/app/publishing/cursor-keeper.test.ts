import { describe, expect, it } from 'vitest';
import { createCursorKeeper, type Edit } from '../../../../lib/app/publishing/cursor-keeper.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { createRecordingTelemetry } from '../../../doubles/recording-telemetry.ts';
import { createPostOffice, type PostOffice } from '../../../harness/publishing/post-office.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const a = orderIdOf(1);

const keeperOf = ({ outbox, present }: PostOffice) => {
  const { telemetry, told } = createRecordingTelemetry();
  const keep = createCursorKeeper({
    outbox,
    telemetry,
    clock: () => present.now,
    retryOnConflict: retryPromptly,
    freshnessDeadlineMs: 10_000,
  });
  return { keep, told };
};

const publishOne: Edit = ({ cursor }) => ({ cursor: { ...cursor, publishedVersion: 1, judgedVersion: 1 } });

describe('createCursorKeeper', () => {
  it('applies its change to a cursor that another writer has changed', async () => {
    const office = createPostOffice();
    await office.commit(a);
    const stale = await office.load(a);
    await office.outbox.change({ orderId: a, cursor: { ...stale.cursor, failures: 2 } }, calmly);
    const { keep, told } = keeperOf(office);
    const kept = await keep(stale, publishOne, calmly);
    expect(kept.cursor).toMatchObject({ revision: 2, publishedVersion: 1, failures: 2 });
    expect(told).toMatchObject({ delays: [0], judged: ['good'] });
  });

  it('changes and reports nothing when a concurrent writer has made the change', async () => {
    const office = createPostOffice();
    await office.commit(a);
    const stale = await office.load(a);
    await office.relay(a);
    const { keep, told } = keeperOf(office);
    const once: Edit = (order) => (order.cursor.publishedVersion < 1 ? publishOne(order) : undefined);
    expect((await keep(stale, once, calmly)).cursor.revision).toBe(1);
    expect(told).toMatchObject({ delays: [], judged: [] });
  });

  it('is SYS-004 on too many concurrent updates of the cursor', async () => {
    const office = createPostOffice();
    const { keep } = keeperOf({ ...office, outbox: { ...office.outbox, change: async () => undefined } });
    await expect(keep(await office.load(a), publishOne, calmly)).rejects.toMatchObject({
      code: 'SYS-004',
      cause: { message: expect.stringContaining(`concurrent updates of the publish cursor of ${a}`) },
    });
  });
});
