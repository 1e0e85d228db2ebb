import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createPostOffice, settings } from '../../../harness/publishing/post-office.ts';

const minute = 60_000;
const ids = Array.from({ length: 200 }, (_, n) => orderIdOf(n));

/** An office with so many orders, whose events the bus has accepted. */
const withPublishedOrders = async (hears: boolean) => {
  const office = createPostOffice();
  office.present.hears = hears;
  for (const id of ids) await office.commit(id);
  await office.relay(...ids);
  const sweepFor = async (minutes: number) => {
    for (let n = 0; n < minutes; n += 1) {
      office.advance(minute);
      await office.sweep();
    }
  };
  const undelivered = async () => {
    const outboxes = await Promise.all(ids.map(office.load));
    return outboxes.filter(({ versions }) => versions.some(({ delivery }) => delivery !== 'received')).length;
  };
  return { office, sweepFor, undelivered, published: () => office.bus.log().length };
};

describe('the allowance of repeated events', () => {
  it('publishes few of them again in an hour in which the consumer is down, and quarantines none', async () => {
    const { office, sweepFor, published } = await withPublishedOrders(false);
    await sweepFor(60);
    expect(published() - ids.length).toBeLessThanOrEqual(50);
    expect(office.told.quarantined).toEqual([]);
  });

  it('publishes all that is still undelivered soon after the consumer is back, at most once more', async () => {
    const { office, sweepFor, undelivered, published } = await withPublishedOrders(false);
    await sweepFor(180);
    office.present.hears = true;
    const before = published();
    await sweepFor(30);
    expect(await undelivered()).toBe(0);
    expect(published() - before).toBeLessThanOrEqual(ids.length);
    expect(office.told.quarantined).toEqual([]);
  });

  it('does not hold up the events that are published for the first time', async () => {
    const { office, sweepFor } = await withPublishedOrders(false);
    await sweepFor(30);
    const [first = ''] = ids;
    await office.commit(first);
    await sweepFor(1);
    expect(office.versionsOf(first)).toContain(2);
  });

  it('grows while repeated events are delivered: 200 lost ones take three runs', async () => {
    const { office, sweepFor, undelivered } = await withPublishedOrders(false);
    office.present.hears = true;
    const left: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      await sweepFor(1);
      left.push(await undelivered());
    }
    expect(left).toEqual([175, 75, 0]);
  });

  it('does not shrink for one order that the consumer rejects, among others that it takes', async () => {
    const { office, sweepFor, undelivered } = await withPublishedOrders(false);
    office.present.hears = true;
    const [rejected = ''] = ids;
    office.present.faultOf = ({ orderId }) => (orderId === rejected ? 'swallowed' : undefined);
    await sweepFor(4);
    expect(await undelivered()).toBe(1);
    expect((await office.cursorOf(rejected)).publishes).toBeLessThanOrEqual(settings.maxRepeats);
  });
});
