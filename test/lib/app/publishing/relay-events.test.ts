import { describe, expect, it } from 'vitest';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createPostOffice, type PostOffice, settings } from '../../../harness/publishing/post-office.ts';

const [a, b, c] = [orderIdOf(1), orderIdOf(2), orderIdOf(3)] as const;

describe('relayEvents', () => {
  it('publishes each order’s events in order, and reports its progress', async () => {
    const office = createPostOffice();
    for (const id of [a, b, a, a]) await office.commit(id);
    await office.commit(b, 2);
    const reports = await office.relay(a, b, a);
    expect(reports).toMatchObject([
      { orderId: a, outcome: 'done', accepted: 3, repeated: 0 },
      { orderId: b, outcome: 'done', accepted: 3, repeated: 0 },
    ]);
    expect(office.idsOf(a)).toEqual([`${a}:1:1`, `${a}:2:1`, `${a}:3:1`]);
    expect(office.idsOf(b)).toEqual([`${b}:1:1`, `${b}:2:1`, `${b}:2:2`]);
    expect(await office.cursorOf(a)).toMatchObject({ publishedVersion: 3, publishes: 1, failures: 0 });
  });

  it('publishes nothing twice when records are delivered again', async () => {
    const office = createPostOffice();
    await office.commit(a);
    await office.relay(a);
    expect(await office.relay(a)).toEqual([{ orderId: a, outcome: 'done', accepted: 0, repeated: 0 }]);
    expect(office.idsOf(a)).toHaveLength(1);
  });

  it('accepts orders without events', async () => {
    expect(await createPostOffice().relay(a)).toMatchObject([{ outcome: 'done', accepted: 0 }]);
  });

  it('stops only the order whose event is not accepted, and continues there the next time', async () => {
    const office = createPostOffice();
    for (const id of [a, a, b, b]) await office.commit(id);
    office.present.faultOf = ({ eventId }) => (eventId === `${a}:2:1` ? 'throttled' : undefined);
    expect(await office.relay(a, b)).toMatchObject([
      { orderId: a, outcome: 'unavailable', accepted: 1, repeated: 0, code: 'ThrottlingException' },
      { orderId: b, outcome: 'done', accepted: 2, repeated: 0 },
    ]);
    expect(await office.cursorOf(a)).toMatchObject({ publishedVersion: 1, failures: 0 });
    office.present.faultOf = () => undefined;
    await office.relay(a, b);
    expect(office.versionsOf(a)).toEqual([1, 2]);
  });

  it('sends the first of two events of a version again when the second was not taken', async () => {
    const office = createPostOffice();
    await office.commit(a, 2);
    office.present.faultOf = ({ eventId }) => (eventId === `${a}:1:2` ? 'throttled' : undefined);
    await office.relay(a);
    office.present.faultOf = () => undefined;
    await office.relay(a);
    expect(office.idsOf(a)).toEqual([`${a}:1:1`, `${a}:1:1`, `${a}:1:2`]);
  });

  it('counts refused events against their order alone, and does not ask for redelivery', async () => {
    const office = createPostOffice();
    for (const id of [a, b]) await office.commit(id);
    office.present.faultOf = ({ orderId }) => (orderId === a ? 'refused' : undefined);
    const [report] = await office.relay(a, b);
    expect(report).toMatchObject({ orderId: a, outcome: 'refused', code: 'MalformedDetail' });
    expect(await office.cursorOf(a)).toMatchObject({ failures: 1, lastFailure: 'MalformedDetail' });
    expect(await office.cursorOf(b)).toMatchObject({ publishedVersion: 1, failures: 0 });
  });

  it('resets the count of refusals once the event is accepted', async () => {
    const office = createPostOffice();
    await office.commit(a);
    office.present.faultOf = () => 'refused';
    await office.relay(a);
    office.present.faultOf = () => undefined;
    await office.relay(a);
    const cursor = await office.cursorOf(a);
    expect(cursor).toMatchObject({ publishedVersion: 1, failures: 0 });
    expect(cursor.lastFailure).toBeUndefined();
  });

  describe('when the bus refuses many orders and takes nothing', () => {
    const refusing = async () => {
      const office = createPostOffice();
      const ids = Array.from({ length: settings.systemicRefusals }, (_, n) => orderIdOf(n));
      for (const id of ids) await office.commit(id);
      office.present.faultOf = () => 'refused';
      const relay = async (times: number) => {
        for (let n = 0; n < times; n += 1) await office.relay(...ids);
      };
      const quarantinedOrders = async () =>
        (await Promise.all(ids.map(office.cursorOf))).filter(({ quarantine }) => quarantine).length;
      return { office, ids, relay, quarantinedOrders };
    };

    it('attributes the refusals to the bus, and quarantines no order', async () => {
      const { office, ids, relay, quarantinedOrders } = await refusing();
      await relay(settings.maxSuspectFailures - 1);
      expect(await quarantinedOrders()).toBe(0);
      office.present.faultOf = () => undefined;
      await relay(1);
      for (const id of ids)
        expect(await office.cursorOf(id)).toMatchObject({ publishedVersion: 1, failures: 0 });
    });

    it('quarantines them after the limit of refusals', async () => {
      const { ids, relay, quarantinedOrders } = await refusing();
      await relay(settings.maxSuspectFailures);
      expect(await quarantinedOrders()).toBe(ids.length);
    });
  });

  it('quarantines later events of a quarantined order', async () => {
    const office = createPostOffice();
    await office.commit(a);
    office.present.faultOf = () => 'refused';
    for (let n = 0; n < settings.maxFailures; n += 1) await office.relay(a);
    office.present.faultOf = () => undefined;
    await office.commit(a);
    expect(await office.relay(a)).toEqual([{ orderId: a, outcome: 'quarantined', accepted: 0, repeated: 0 }]);
    expect((await office.load(a)).versions.map(({ delivery }) => delivery)).toEqual([
      'quarantined',
      'quarantined',
    ]);
    expect(office.idsOf(a)).toEqual([]);
  });

  describe('when the consumer of a quarantined order’s events is back', () => {
    /** An office with an order whose first event was published in vain for as long as anybody waits. */
    const givenUp = async () => {
      const office = createPostOffice();
      office.present.hears = false;
      await office.commit(a);
      await office.relay(a);
      for (let repeats = 0; repeats <= settings.maxRepeats; repeats += 1) {
        office.advance(settings.receiptPatienceMs * 2 ** repeats);
        await office.sweep();
      }
      expect((await office.cursorOf(a)).quarantine).toMatchObject({ reason: 'undelivered' });
      return office;
    };
    const comeBack = (office: PostOffice) => {
      office.present.hears = true;
      office.outbox.receive(a, 1, new Date(office.present.now).toISOString());
    };

    it('releases the order once the events that it was quarantined for are delivered', async () => {
      const office = await givenUp();
      comeBack(office);
      await office.commit(a);
      expect(await office.relay(a)).toMatchObject([{ outcome: 'done', accepted: 1, repeated: 0 }]);
      expect((await office.cursorOf(a)).quarantine).toBeUndefined();
      expect(office.told.judged).toEqual(['good', 'good']);
    });

    it('publishes the events that were quarantined meanwhile, in order', async () => {
      const office = await givenUp();
      await office.commit(a);
      await office.relay(a);
      comeBack(office);
      await office.commit(a);
      await office.relay(a);
      expect(office.firstsOf(a)).toEqual(['1', '2', '3']);
      expect((await office.load(a)).versions.every(({ delivery }) => delivery === 'received')).toBe(true);
    });

    it('leaves it quarantined as long as anything is missing', async () => {
      const office = await givenUp();
      await office.commit(a);
      expect(await office.relay(a)).toMatchObject([{ outcome: 'quarantined', accepted: 0 }]);
    });
  });

  it('works on the other orders when one cannot be read', async () => {
    const office = createPostOffice();
    for (const id of [a, b, c]) await office.commit(id);
    let loads = 0;
    const { relay } = office.environment((name, call) => {
      if (name !== 'load') return call();
      loads += 1;
      if (loads === 1) throw dependencyUnavailable('dynamodb', 1);
      if (loads === 2) throw new Error('malformed');
      return call();
    });
    const reports = await relay(a, b, c);
    expect(reports.map(({ orderId, outcome }) => [orderId, outcome]).sort()).toEqual([
      [a, 'unavailable'],
      [b, 'refused'],
      [c, 'done'],
    ]);
    expect(office.told.broken).toHaveLength(2);
  });

  it('counts an event that is missing or cannot be read against its order, after those before it', async () => {
    const office = createPostOffice();
    for (const id of [a, a, b, b, b]) await office.commit(id);
    const { relay } = office.environment(async (name, call) => {
      const answer = await call();
      if (name !== 'load') return answer;
      const { versions, ...order } = answer as Awaited<ReturnType<typeof office.load>>;
      if (order.orderId === b) return { ...order, versions: versions.toSpliced(1, 1) } as never;
      const [first, { events: _, ...second } = { orderVersion: 2 }] = versions;
      return { ...order, versions: [first, second] } as never;
    });
    expect(await relay(a, b)).toMatchObject([
      { orderId: a, outcome: 'refused', code: 'EventUnreadable', accepted: 1 },
      { orderId: b, outcome: 'refused', code: 'EventMissing', accepted: 1 },
    ]);
    expect(await office.cursorOf(a)).toMatchObject({ publishedVersion: 1, failures: 1 });
  });

  it('moves the cursor over events that were delivered before it was written', async () => {
    const office = createPostOffice();
    await office.commit(a);
    await office
      .environment((name, call) => (name === 'change' ? Promise.reject(new Error('lost')) : call()))
      .relay(a);
    office.advance(60_000);
    expect(await office.relay(a)).toMatchObject([{ outcome: 'done', accepted: 0 }]);
    expect(office.versionsOf(a)).toEqual([1]);
    expect(office.told).toMatchObject({ delays: [0], judged: ['good'] });
  });

  it('sends lost events before new ones', async () => {
    const office = createPostOffice();
    office.present.faultOf = () => 'swallowed';
    for (const id of [a, a]) await office.commit(id);
    await office.relay(a);
    office.present.faultOf = () => undefined;
    office.advance(settings.receiptPatienceMs);
    await office.commit(a);
    expect(await office.relay(a)).toMatchObject([{ outcome: 'done', accepted: 3, repeated: 2 }]);
    expect(office.versionsOf(a)).toEqual([1, 2, 1, 2, 3]);
    expect(office.told).toMatchObject({ accepted: 3, repeated: 2 });
  });

  describe('when it judges freshness', () => {
    it('finds an event on the bus at its deadline good, a millisecond later bad', async () => {
      const office = createPostOffice();
      await office.commit(a);
      await office.commit(b, 2);
      office.advance(settings.freshnessDeadlineMs);
      await office.relay(a);
      office.advance(1);
      await office.relay(b);
      expect(office.told.judged).toEqual(['good', 'bad', 'bad']);
      expect(office.told.delays).toEqual([10_000, 10_001, 10_001]);
    });

    it('judges an event once that is late, however often it fails and when it is published at last', async () => {
      const office = createPostOffice();
      await office.commit(a);
      office.present.faultOf = () => 'throttled';
      await office.relay(a);
      expect(office.told.judged).toEqual([]);
      office.advance(settings.freshnessDeadlineMs + 1);
      for (let n = 0; n < 3; n += 1) await office.relay(a);
      office.present.faultOf = () => undefined;
      await office.relay(a);
      expect(office.told).toMatchObject({ judged: ['bad'], delays: [10_001] });
    });
  });
});
