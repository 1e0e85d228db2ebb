import { describe, expect, it } from 'vitest';
import { noCursor } from '../../../../lib/app/ports/event-outbox.ts';
import { anEventBatch } from '../../../builders/an-event-batch.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createPostOffice, settings, sweeping } from '../../../harness/publishing/post-office.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const [a, b] = [orderIdOf(1), orderIdOf(2)] as const;
const minute = 60_000;

/** An office with an event of order `a` that the relay never received, as old as the sweeper waits. */
const withLostRecord = async () => {
  const office = createPostOffice();
  await office.commit(a);
  office.advance(sweeping.graceMs);
  return office;
};

/** An office whose bus has accepted an event of order `a` that did not come back. */
const withSwallowedEvent = async () => {
  const office = createPostOffice();
  office.present.faultOf = () => 'swallowed';
  await office.commit(a);
  await office.relay(a);
  return office;
};

describe('sweepEvents', () => {
  it('publishes events that the relay never received, and judges them late', async () => {
    const office = await withLostRecord();
    expect(await office.sweep()).toMatchObject({ orders: 1, accepted: 1, repeated: 0, complete: true });
    expect(office.versionsOf(a)).toEqual([1]);
    expect(office.told.judged).toEqual(['bad']);
  });

  it('skips events that the relay may still publish in time', async () => {
    const office = createPostOffice();
    await office.commit(a);
    office.advance(sweeping.graceMs - 1);
    expect(await office.sweep()).toMatchObject({ orders: 0 });
    office.advance(1);
    expect(await office.sweep()).toMatchObject({ orders: 1 });
  });

  it('publishes nothing once every event is delivered', async () => {
    const office = createPostOffice();
    await office.commit(a);
    await office.relay(a);
    office.advance(sweeping.graceMs);
    expect(await office.sweep()).toMatchObject({ orders: 0 });
  });

  it('processes each order once for any number of undelivered events', async () => {
    const office = createPostOffice();
    for (const id of [a, a, b, a]) await office.commit(id);
    office.advance(sweeping.graceMs);
    expect(await office.sweep()).toMatchObject({ orders: 2, accepted: 4 });
  });

  it('judges an event late that is not published at all, once', async () => {
    const office = await withLostRecord();
    office.present.faultOf = () => 'throttled';
    for (let n = 0; n < 3; n += 1) {
      expect(await office.sweep()).toMatchObject({ unavailable: 1 });
      office.advance(minute);
    }
    expect(office.told.judged).toEqual(['bad']);
    expect(office.told.delays).toEqual([]);
  });

  it('ends at its deadline, and reports a backlog', async () => {
    const office = createPostOffice();
    const ids = Array.from({ length: 7 }, (_, n) => orderIdOf(n));
    for (const id of ids) {
      await office.commit(id);
      office.advance(1_000);
    }
    office.advance(sweeping.graceMs);
    const slow = office.environment((name, call) => {
      if (name === 'publish') office.advance(sweeping.workMs);
      return call();
    });
    expect(await slow.sweep()).toMatchObject({ orders: sweeping.groupSize, complete: false });
    expect(ids.map((id) => office.idsOf(id).length)).toEqual([1, 1, 1, 0, 0, 0, 0]);
  });

  describe('when an event is not delivered', () => {
    it('publishes it again after a minute, then after two, four and so on', async () => {
      const office = await withSwallowedEvent();
      for (let repeats = 0; repeats < settings.maxRepeats; repeats += 1) {
        office.advance(60_000 * 2 ** repeats - 1);
        expect(await office.sweep()).toMatchObject({ repeated: 0 });
        office.advance(1);
        expect(await office.sweep()).toMatchObject({ repeated: 1 });
      }
      expect(office.versionsOf(a)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    });

    it('publishes events again that have been quarantined for hours, without a command', async () => {
      const office = await withSwallowedEvent();
      const sweepFor = async (minutes: number) => {
        for (let n = 0; n < minutes; n += 1) {
          office.advance(minute);
          await office.sweep();
        }
      };
      await sweepFor(180);
      expect((await office.cursorOf(a)).quarantine).toMatchObject({ reason: 'undelivered' });
      const before = office.idsOf(a).length;
      office.present.faultOf = () => undefined;
      await sweepFor(120);
      expect(office.idsOf(a)).toHaveLength(before);
      await sweepFor(360);
      const { cursor, versions } = await office.load(a);
      expect(cursor.quarantine).toBeUndefined();
      expect(versions.map(({ delivery }) => delivery)).toEqual(['received']);
      expect(office.idsOf(a)).toHaveLength(before + 1);
    });

    it('quarantines its order when repeating it has not helped', async () => {
      const office = await withSwallowedEvent();
      for (let repeats = 0; repeats <= settings.maxRepeats; repeats += 1) {
        office.advance(60_000 * 2 ** repeats);
        await office.sweep();
      }
      expect(office.told.quarantined).toEqual([
        { orderId: a, reason: 'undelivered', lastFailure: undefined },
      ]);
      expect(await office.sweep()).toMatchObject({ orders: 0 });
      expect(office.told).toMatchObject({ accepted: 1, repeated: 6, judged: ['good'] });
    });

    it('publishes younger events with it, in order', async () => {
      const office = await withSwallowedEvent();
      await office.commit(a);
      await office.relay(a);
      office.present.faultOf = () => undefined;
      office.advance(settings.receiptPatienceMs);
      await office.sweep();
      expect(office.versionsOf(a)).toEqual([1, 2, 1, 2]);
      expect(office.told).toMatchObject({ repeated: 2 });
    });

    it('counts repeats from the start for events that are published after its delivery', async () => {
      const office = await withSwallowedEvent();
      office.present.faultOf = () => undefined;
      office.advance(settings.receiptPatienceMs);
      await office.sweep();
      expect(await office.cursorOf(a)).toMatchObject({ publishes: 2 });
      await office.commit(a);
      await office.relay(a);
      expect(await office.cursorOf(a)).toMatchObject({ publishes: 1 });
    });
  });

  describe('when the bus refuses an order’s event', () => {
    const refusing = async () => {
      const office = await withLostRecord();
      await office.commit(b);
      office.present.faultOf = ({ orderId }) => (orderId === a ? 'refused' : undefined);
      await office.relay(b);
      return office;
    };

    it('quarantines that order alone after five times', async () => {
      const office = await refusing();
      for (let n = 1; n < settings.maxFailures; n += 1) {
        await office.sweep();
        office.advance(minute);
      }
      expect(office.told.quarantined).toEqual([]);
      await office.sweep();
      const order = { orderId: a, reason: 'refused', lastFailure: 'MalformedDetail' };
      expect(office.told.quarantined).toEqual([order]);
      expect(office.versionsOf(b)).toEqual([1]);
      expect((await office.cursorOf(b)).failures).toBe(0);
      expect(await office.sweep()).toMatchObject({ orders: 0 });
    });

    it('quarantines and judges later events without an attempt', async () => {
      const office = await refusing();
      for (let n = 0; n < settings.maxFailures; n += 1) {
        await office.sweep();
        office.advance(minute);
      }
      await office.commit(a);
      office.advance(sweeping.graceMs);
      expect(await office.sweep()).toMatchObject({ orders: 1, quarantined: 1 });
      expect(await office.sweep()).toMatchObject({ orders: 0 });
      expect(office.told).toMatchObject({ judged: ['good', 'bad', 'bad'], quarantined: [{ orderId: a }] });
      expect(office.told.failed).toHaveLength(settings.maxFailures);
    });
  });

  describe('when many events wait', () => {
    /** An office with so many orders whose published events have not come back, then one whose event no relay has published. */
    const withQuietOrder = async (others: number) => {
      const office = createPostOffice();
      const publishedAt = new Date(office.present.now).toISOString();
      const cursor = { ...noCursor, publishedVersion: 1, publishedAt, publishes: 1, judgedVersion: 1 };
      for (let n = 1; n <= others; n += 1) {
        const orderId = orderIdOf(n);
        office.events.set(orderId, new Map([[1, anEventBatch(orderId, 1, { updatedAt: publishedAt })]]));
        await office.outbox.change({ orderId, cursor }, calmly);
      }
      const quiet = orderIdOf(others + 1);
      office.advance(1);
      await office.commit(quiet);
      office.advance(sweeping.graceMs);
      return { office, quiet };
    };

    it('reaches a quiet order behind 40,000 others in the second run', async () => {
      const { office, quiet } = await withQuietOrder(40_000);
      // 20 ms for a group of 50 orders, and as much to put them off: 50,000 orders in a run of 40 s.
      const sweeper = office.environment(async (name, call) => {
        if (name === 'load' || name === 'putOff') office.advance(0.6);
        return call();
      }, 50);
      expect(await sweeper.sweep()).toMatchObject({ complete: false, accepted: 0 });
      expect(office.versionsOf(quiet)).toEqual([]);
      office.advance(20_000);
      await sweeper.sweep();
      expect(office.versionsOf(quiet)).toEqual([1]);
    });

    it('visits an order again when its events are published again, and not before', async () => {
      const office = await withSwallowedEvent();
      office.advance(sweeping.graceMs);
      expect(await office.sweep()).toMatchObject({ orders: 1, repeated: 0 });
      office.advance(settings.receiptPatienceMs - sweeping.graceMs - 1);
      expect(await office.sweep()).toMatchObject({ orders: 0 });
      office.advance(1);
      expect(await office.sweep()).toMatchObject({ orders: 1, repeated: 1 });
    });

    it('puts off every event of an order in one visit', async () => {
      const office = createPostOffice();
      office.present.faultOf = () => 'swallowed';
      for (let n = 0; n < 10; n += 1) await office.commit(a);
      await office.relay(a);
      office.advance(sweeping.graceMs);
      expect(await office.sweep()).toMatchObject({ orders: 1 });
      expect(await office.sweep()).toMatchObject({ orders: 0 });
    });

    it('is not blocked by 100 unreadable orders at the head', async () => {
      const { office, quiet } = await withQuietOrder(100);
      let loads = 0;
      const sweeper = office.environment(async (name, call) => {
        if (name !== 'load') return call();
        loads += 1;
        if (loads <= 100) throw new Error('unreadable');
        return call();
      });
      expect(await sweeper.sweep()).toMatchObject({ refused: 100, accepted: 1 });
      expect(office.versionsOf(quiet)).toEqual([1]);
      expect(await sweeper.sweep()).toMatchObject({ orders: 0 });
      office.advance(10 * minute);
      await sweeper.sweep();
      expect(Math.max(...office.oldestDue)).toBe(10 * minute + 1);
    });
  });
});
