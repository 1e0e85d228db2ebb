import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import {
  createPostOffice,
  type PostOffice,
  settings,
  sweeping,
} from '../../../harness/publishing/post-office.ts';
import { auditOrders } from '../../../harness/publishing/publishing-audit.ts';

const [a, b] = [orderIdOf(1), orderIdOf(2)] as const;

/** An office in which order `a` is quarantined at its second version. */
const withPoisonOrder = async () => {
  const office = createPostOffice();
  for (const id of [a, a, a, b]) await office.commit(id);
  office.present.faultOf = ({ eventId }) => (eventId === `${a}:2:1` ? 'refused' : undefined);
  await office.relay(a, b);
  office.advance(sweeping.graceMs);
  for (let n = 1; n < settings.maxFailures; n += 1) {
    await office.sweep();
    office.advance(sweeping.retryMs);
  }
  expect(office.told.quarantined).toMatchObject([{ orderId: a, reason: 'refused' }]);
  return office;
};

const deliveriesOf = async (office: PostOffice, orderId: string) =>
  (await office.load(orderId)).versions.map(({ delivery }) => delivery);

describe('replayEvents', () => {
  it('releases a quarantined order, and publishes its events in order', async () => {
    const office = await withPoisonOrder();
    office.present.faultOf = () => undefined;
    expect(await office.replay([a])).toMatchObject([
      { orderId: a, outcome: 'done', accepted: 2, repeated: 0 },
    ]);
    expect(office.versionsOf(a)).toEqual([1, 2, 3]);
    await auditOrders(office, [a, b]);
    await office.commit(a);
    expect(await office.relay(a)).toMatchObject([{ outcome: 'done', accepted: 1 }]);
  });

  it('counts the next failures from the start when the bus still refuses', async () => {
    const office = await withPoisonOrder();
    expect(await office.replay([a])).toMatchObject([{ outcome: 'refused', code: 'MalformedDetail' }]);
    expect(await office.cursorOf(a)).toMatchObject({ failures: 1 });
    expect(await deliveriesOf(office, a)).toEqual(['received', 'undelivered', 'undelivered']);
    expect(await office.sweep()).toMatchObject({ orders: 1, refused: 1 });
  });

  it('publishes accepted events without a receipt again, but none with one', async () => {
    const office = createPostOffice();
    for (const id of [a, a, a]) await office.commit(id);
    office.present.faultOf = ({ orderVersion }) => (orderVersion === 2 ? 'swallowed' : undefined);
    await office.relay(a);
    office.present.faultOf = () => undefined;
    expect(await office.replay([a])).toMatchObject([{ outcome: 'done', accepted: 1, repeated: 1 }]);
    expect(office.versionsOf(a)).toEqual([1, 2, 3, 2]);
  });

  it('publishes everything again when nothing is missing', async () => {
    const office = createPostOffice();
    for (const id of [a, a]) await office.commit(id);
    await office.relay(a);
    expect(await office.planReplay(a)).toMatchObject({ versions: [1, 2], events: 2, receivedAgain: true });
    await office.replay([a]);
    expect(office.versionsOf(a)).toEqual([1, 2, 1, 2]);
    expect(office.told).toMatchObject({ judged: ['good', 'good'], repeated: 2 });
  });

  it('publishes all events since a time, after undelivered earlier ones', async () => {
    const office = createPostOffice();
    office.present.faultOf = ({ orderVersion }) => (orderVersion === 2 ? 'swallowed' : undefined);
    for (let version = 1; version <= 4; version += 1) {
      await office.commit(a);
      office.advance(1_000);
    }
    await office.relay(a);
    office.present.faultOf = () => undefined;
    const since = new Date(office.present.now - 1_000).toISOString();
    expect(await office.planReplay(a, { since })).toMatchObject({ versions: [2, 4], receivedAgain: false });
    await office.replay([a], { since });
    expect(office.versionsOf(a)).toEqual([1, 2, 3, 4, 2, 4]);
  });

  it('plans a replay without publishing', async () => {
    const office = await withPoisonOrder();
    const before = office.bus.log().length;
    expect(await office.planReplay(a)).toEqual({
      orderId: a,
      versions: [2, 3],
      events: 2,
      liftsQuarantine: true,
      receivedAgain: false,
    });
    expect(office.bus.log()).toHaveLength(before);
    expect((await office.cursorOf(a)).quarantine).toBeDefined();
  });

  it('plans nothing for an order without events', async () => {
    expect(await createPostOffice().planReplay(a)).toBeUndefined();
  });

  it('continues with the other orders when the quarantine of one cannot be ended', async () => {
    const office = await withPoisonOrder();
    let broken = false;
    const { replay } = office.environment((name, call) => {
      if (name !== 'change' || broken) return call();
      broken = true;
      return Promise.reject(new Error('broken'));
    });
    expect(await replay([a, b])).toMatchObject([
      { orderId: a, outcome: 'unavailable', code: 'NotReleased' },
      { orderId: b, outcome: 'done', accepted: 1 },
    ]);
    expect(office.told.broken).toEqual([new Error('broken')]);
  });
});
