import { beforeEach, describe, expect, it } from 'vitest';
import {
  type EventHistory,
  type EventOutbox,
  noCursor,
  type PublishCursor,
} from '../../../../lib/app/ports/event-outbox.ts';
import type { OrderEventBatch } from '../../../../lib/domain/order-event.ts';
import { anEventBatch } from '../../../builders/an-event-batch.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

/** An outbox, and those who write into it beside the publishers. */
export interface Mailroom {
  readonly outbox: EventOutbox;
  readonly history: EventHistory;
  readonly commit: (batch: OrderEventBatch) => Promise<unknown>;
  readonly receive: (orderId: string, orderVersion: number, receivedAt: string) => Promise<unknown>;
}

const [a, b] = [orderIdOf(1), orderIdOf(2)] as const;
const at = (second: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, second)).toISOString();

const full: PublishCursor = {
  revision: 0,
  publishedVersion: 2,
  publishedAt: at(1),
  publishes: 3,
  failures: 4,
  lastFailure: 'MalformedDetail',
  judgedVersion: 5,
  quarantine: { at: at(2), reason: 'undelivered' },
};

/** Cases of every EventOutbox. @param create makes an empty one. */
export const eventOutboxContract = (create: () => Promise<Mailroom>): void => {
  describe('EventOutbox', () => {
    let room: Mailroom;
    beforeEach(async () => {
      room = await create();
    });
    const load = (orderId: string = a) => room.outbox.load(orderId, calmly);
    const change = (cursor: PublishCursor, moves: { toQuarantine?: number[]; restore?: number[] } = {}) =>
      room.outbox.change({ orderId: a, cursor, ...moves }, calmly);
    const deliveries = async () => (await load()).versions.map(({ delivery }) => delivery);
    const list = async (delivery: 'undelivered' | 'quarantined' = 'undelivered', dueBy = at(59)) =>
      (await Array.fromAsync(room.outbox.listUndelivered({ delivery, dueBy }, calmly))).map(
        ({ orderId, orderVersion }) => [orderId, orderVersion],
      );

    describe('load', () => {
      it('is empty for an order without events', async () => {
        expect(await load()).toEqual({ orderId: a, cursor: noCursor, versions: [] });
      });

      it('has the events by ascending version, undelivered at first, and those of no other order', async () => {
        for (const version of [2, 10, 1]) await room.commit(anEventBatch(a, version, { events: 2 }));
        await room.commit(anEventBatch(b));
        const { versions } = await load();
        expect(versions).toEqual(
          [1, 2, 10].map((orderVersion) => {
            const { occurredAt, events } = anEventBatch(a, orderVersion, { events: 2 });
            return { orderVersion, occurredAt, events, delivery: 'undelivered' };
          }),
        );
      });

      it('returns the time of the first receipt of a version', async () => {
        await room.commit(anEventBatch(a));
        await room.receive(a, 1, at(5));
        await room.receive(a, 1, at(6));
        expect((await load()).versions).toMatchObject([{ delivery: 'received', receivedAt: at(5) }]);
      });
    });

    describe('change', () => {
      it('keeps all of a cursor, under the next revision', async () => {
        expect(await change(full)).toEqual({ ...full, revision: 1 });
        expect((await load()).cursor).toEqual({ ...full, revision: 1 });
      });

      it('removes attributes that the next cursor no longer has', async () => {
        await change(full);
        await change({ ...noCursor, revision: 1 });
        expect((await load()).cursor).toEqual({ ...noCursor, revision: 2 });
      });

      it('is refused when the cursor has changed since it was read', async () => {
        await change(full);
        expect(await change(noCursor)).toBeUndefined();
        expect(await change({ ...full, revision: 2 })).toBeUndefined();
        expect((await load()).cursor).toEqual({ ...full, revision: 1 });
      });

      it('accepts one of several concurrent changes', async () => {
        const answers = await Promise.all([1, 2, 3, 4].map((n) => change({ ...full, publishedVersion: n })));
        const winner = answers.filter((answer) => answer !== undefined);
        expect(winner).toHaveLength(1);
        expect((await load()).cursor).toEqual(winner[0]);
      });

      it('quarantines versions and puts them back with the cursor', async () => {
        for (const version of [1, 2, 3]) await room.commit(anEventBatch(a, version));
        await change(full, { toQuarantine: [1, 3] });
        expect(await deliveries()).toEqual(['quarantined', 'undelivered', 'quarantined']);
        await change({ ...full, revision: 1 }, { restore: [3] });
        expect(await deliveries()).toEqual(['quarantined', 'undelivered', 'undelivered']);
        expect((await load()).cursor).toEqual({ ...full, revision: 2 });
      });

      it('moves no version with a cursor that has changed since it was read', async () => {
        await room.commit(anEventBatch(a));
        await change(full);
        expect(await change(noCursor, { toQuarantine: [1] })).toBeUndefined();
        expect(await deliveries()).toEqual(['undelivered']);
      });

      it('is refused as a whole when a version is not where it has to be', async () => {
        for (const version of [1, 2]) await room.commit(anEventBatch(a, version));
        await room.receive(a, 2, at(5));
        expect(await change(full, { toQuarantine: [1, 2] })).toBeUndefined();
        expect(await change(full, { restore: [1] })).toBeUndefined();
        expect(await change(full, { toQuarantine: [3] })).toBeUndefined();
        expect(await deliveries()).toEqual(['undelivered', 'received']);
        expect((await load()).cursor).toEqual(noCursor);
      });

      it('takes a receipt of a version that is quarantined', async () => {
        await room.commit(anEventBatch(a));
        await change(full, { toQuarantine: [1] });
        await room.receive(a, 1, at(5));
        expect(await deliveries()).toEqual(['received']);
        expect(await list('quarantined')).toEqual([]);
      });
    });

    describe('listUndelivered', () => {
      const ages = [7, 3, 11, 1, 9, 5];

      it('has the oldest first, of all orders, up to the given time', async () => {
        await Promise.all(ages.map((n) => room.commit(anEventBatch(orderIdOf(n), 1, { updatedAt: at(n) }))));
        expect(await list('undelivered', at(9))).toEqual([1, 3, 5, 7, 9].map((n) => [orderIdOf(n), 1]));
      });

      it('lists quarantined events apart, and omits delivered ones', async () => {
        for (const version of [1, 2, 3]) await room.commit(anEventBatch(a, version));
        await change(full, { toQuarantine: [2] });
        await room.receive(a, 3, at(5));
        expect(await list()).toEqual([[a, 1]]);
        expect(await list('quarantined')).toEqual([[a, 2]]);
      });
    });

    describe('putOff', () => {
      const due = () => Array.fromAsync(room.outbox.listUndelivered({ delivery: 'undelivered' }, calmly));
      const putOff = (orderVersion: number, until: string, dueSince?: string) =>
        room.outbox.putOff(
          { orderId: a, orderVersion },
          { until, ...(dueSince !== undefined && { dueSince }) },
          calmly,
        );
      beforeEach(async () => {
        for (const version of [1, 2]) await room.commit(anEventBatch(a, version, { updatedAt: at(version) }));
      });

      it('moves the due time of events, so that those behind them come first', async () => {
        await putOff(1, at(10));
        expect(await list('undelivered', at(9))).toEqual([[a, 2]]);
        expect(await due()).toEqual([
          { orderId: a, orderVersion: 2, occurredAt: at(2), dueSince: at(2) },
          { orderId: a, orderVersion: 1, occurredAt: at(1), dueSince: at(10) },
        ]);
      });

      it('keeps the time since when they are due after a failure, and forgets it without one', async () => {
        await putOff(1, at(10), at(1));
        expect(await due()).toContainEqual(expect.objectContaining({ orderVersion: 1, dueSince: at(1) }));
        await putOff(1, at(20));
        expect(await due()).toContainEqual(expect.objectContaining({ orderVersion: 1, dueSince: at(20) }));
      });

      it('keeps a later due time', async () => {
        await putOff(1, at(10));
        await putOff(1, at(5));
        expect(await list('undelivered', at(9))).toEqual([[a, 2]]);
      });

      it('does not bring back events that were received or quarantined', async () => {
        await room.receive(a, 1, at(5));
        await change(full, { toQuarantine: [2] });
        for (const version of [1, 2, 3]) await putOff(version, at(10));
        expect(await list()).toEqual([]);
        expect(await list('quarantined', at(2))).toEqual([[a, 2]]);
      });

      it('is undone when events are quarantined and put back', async () => {
        await putOff(1, at(30));
        await change(full, { toQuarantine: [1] });
        expect(await list('quarantined', at(1))).toEqual([[a, 1]]);
        await change({ ...full, revision: 1 }, { restore: [1] });
        expect(await list('undelivered', at(1))).toEqual([[a, 1]]);
      });
    });

    describe('listOrdersSince', () => {
      it('has each order once that has an event since, received or not', async () => {
        await room.commit(anEventBatch(a, 1, { updatedAt: at(1) }));
        for (const version of [1, 2]) await room.commit(anEventBatch(b, version, { updatedAt: at(4) }));
        await room.commit(anEventBatch(orderIdOf(3), 1, { updatedAt: at(5) }));
        await room.receive(b, 1, at(6));
        await change(full);
        const found = await Array.fromAsync(room.history.listOrdersSince(at(4), calmly));
        expect(found.sort()).toEqual([b, orderIdOf(3)]);
      });
    });
  });
};
