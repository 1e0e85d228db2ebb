import { describe, expect, it } from 'vitest';
import { listStuck } from '../../../../lib/app/publishing/list-stuck.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import {
  createPostOffice,
  type PostOffice,
  settings,
  sweeping,
} from '../../../harness/publishing/post-office.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const [a, b, c] = [orderIdOf(1), orderIdOf(2), orderIdOf(3)] as const;

const stuckIn = ({ outbox, present }: PostOffice, limit = 10) =>
  listStuck({ outbox, clock: () => present.now, graceMs: sweeping.graceMs })(limit, calmly);

describe('listStuck', () => {
  it('omits events that were delivered or are on their way', async () => {
    const office = createPostOffice();
    await office.commit(a);
    await office.relay(a);
    office.advance(sweeping.graceMs);
    await office.commit(b);
    expect(await stuckIn(office)).toEqual([]);
  });

  it('separates unpublished events from undelivered ones, oldest first', async () => {
    const office = createPostOffice();
    office.present.faultOf = ({ orderId }) => (orderId === a ? 'swallowed' : 'refused');
    await office.commit(a);
    office.advance(1_000);
    for (const id of [b, b, c]) await office.commit(id);
    await office.relay(a, b);
    office.advance(sweeping.graceMs);
    const later = '2026-07-01T12:00:01.000Z';
    expect(await stuckIn(office)).toEqual([
      {
        orderId: a,
        oldestAt: '2026-07-01T12:00:00.000Z',
        state: 'undelivered',
        reason: 'published once',
        versions: [1],
      },
      {
        orderId: b,
        oldestAt: later,
        state: 'unpublished',
        reason: 'MalformedDetail, once',
        versions: [1, 2],
      },
      { orderId: c, oldestAt: later, state: 'unpublished', versions: [1] },
    ]);
  });

  it('shows why an order is quarantined', async () => {
    const office = createPostOffice();
    office.present.faultOf = ({ orderId }) => (orderId === a ? 'swallowed' : 'refused');
    for (const id of [a, b]) await office.commit(id);
    await office.relay(a);
    for (let n = 0; n <= settings.maxRepeats; n += 1) {
      office.advance(settings.receiptPatienceMs * 2 ** n);
      await office.sweep();
    }
    expect(await stuckIn(office)).toMatchObject([
      { orderId: a, state: 'quarantined', reason: 'delivery not confirmed, published 7 times' },
      { orderId: b, state: 'quarantined', reason: 'MalformedDetail, 5 times' },
    ]);
  });

  it('lists an unreadable order beside the others, with the attributes of the index', async () => {
    const office = createPostOffice();
    for (const id of [a, b, b]) await office.commit(id);
    office.advance(sweeping.graceMs);
    const load: PostOffice['outbox']['load'] = async (orderId, options) => {
      if (orderId === b) throw new Error('item is malformed');
      return office.outbox.load(orderId, options);
    };
    const oldestAt = '2026-07-01T12:00:00.000Z';
    expect(await stuckIn({ ...office, outbox: { ...office.outbox, load } })).toEqual([
      { orderId: a, oldestAt, state: 'unpublished', versions: [1] },
      { orderId: b, oldestAt, state: 'unreadable', reason: 'item is malformed', versions: [1, 2] },
    ]);
  });

  it('fails when the outbox is out of reach', async () => {
    const office = createPostOffice();
    await office.commit(a);
    office.advance(sweeping.graceMs);
    const load = () => Promise.reject(dependencyUnavailable('dynamodb', 1));
    const stuck = stuckIn({ ...office, outbox: { ...office.outbox, load } });
    await expect(stuck).rejects.toMatchObject({ code: 'SYS-002' });
  });

  it('lists no more than asked for', async () => {
    const office = createPostOffice();
    for (const id of [a, b, c]) await office.commit(id);
    office.advance(sweeping.graceMs);
    expect((await stuckIn(office, 2)).map(({ orderId }) => orderId)).toEqual([a, b]);
  });
});
