import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import type { BusFault } from '../../../doubles/memory-event-bus.ts';
import {
  createPostOffice,
  type PostOffice,
  settings,
  sweeping,
} from '../../../harness/publishing/post-office.ts';
import { auditOrders } from '../../../harness/publishing/publishing-audit.ts';
import type { Intercept } from '../../../harness/shop/intercepted.ts';

const orders = [orderIdOf(1), orderIdOf(2), orderIdOf(3)] as const;

/** Lets the schedule run until nothing is out any more; what was given up, an operator replays. */
const recover = async (office: PostOffice): Promise<void> => {
  office.present.faultOf = () => undefined;
  for (let run = 0; run < 3; run += 1) {
    office.advance(settings.receiptPatienceMs * 2 ** settings.maxRepeats);
    await office.sweep();
  }
  for (const id of orders) if ((await office.cursorOf(id)).quarantine) await office.replay([id]);
  // A sweeper does not look at what came back, so that the next record of the order moves its cursor.
  await office.relay(...orders);
};

/** Possible faults of a call to the database or the bus. */
const callFates = ['goes well', 'goes well', 'fails before', 'fails after', 'dies'] as const;
type CallFate = (typeof callFates)[number];

const never = () => new Promise<never>(() => {});

/** Makes the calls of one environment end by a list, one after the other; others succeed. */
const fated = (fates: readonly CallFate[]): { intercept: Intercept; ended: Promise<void> } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const left = [...fates];
  const intercept: Intercept = async (_, call) => {
    const fate = left.shift() ?? 'goes well';
    if (fate === 'fails before') throw new Error('not reached');
    const answer = await call();
    if (fate === 'fails after') throw new Error('answer lost');
    if (fate !== 'dies') return answer;
    left.unshift('dies');
    resolve();
    return never();
  };
  return { intercept, ended: promise };
};

const busFaults = ['throttled', 'lost answer', 'swallowed', undefined, undefined] as const;

type Step =
  | { readonly kind: 'commit'; readonly order: number; readonly events: 1 | 2 }
  | { readonly kind: 'relay'; readonly orders: readonly number[]; readonly fates: readonly CallFate[] }
  | { readonly kind: 'sweep'; readonly fates: readonly CallFate[] }
  | { readonly kind: 'pass'; readonly ms: number };

const order = fc.nat(orders.length - 1);
const fates = fc.array(fc.constantFrom(...callFates), { maxLength: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit'), order, events: fc.constantFrom(1, 2) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('relay'), orders: fc.array(order, { maxLength: 4 }), fates }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep'), fates }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.nat(200_000) }) },
);

const idOf = (index: number): string => orders[index] ?? orders[0];

const play = async (office: PostOffice, played: Step): Promise<void> => {
  if (played.kind === 'commit') return office.commit(idOf(played.order), played.events);
  if (played.kind === 'pass') return office.advance(played.ms);
  const { intercept, ended } = fated(played.fates);
  const environment = office.environment(intercept);
  const run = played.kind === 'sweep' ? environment.sweep() : environment.relay(...played.orders.map(idOf));
  await Promise.race([run.catch(() => undefined), ended]);
};

describe('Publishing', () => {
  it('keeps each order’s events in order through crashes, lost answers and faults of the stream', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.array(fc.constantFrom<BusFault | undefined>(...busFaults), { maxLength: 30 }),
        async (steps, faults) => {
          const office = createPostOffice();
          const left = [...faults];
          office.present.faultOf = () => left.shift();
          for (const played of steps) await play(office, played);
          await recover(office);
          await auditOrders(office, orders);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('keeps the order of events when relays and sweeper publish concurrently', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const office = createPostOffice();
        const [id] = orders;
        for (const events of [1, 2, 1] as const) await office.commit(id, events);
        office.advance(sweeping.graceMs);
        const racer = (name: string) =>
          office.environment(async (call, made) => {
            await scheduler.schedule(Promise.resolve(), `${name} ${call}`);
            const answer = await made();
            await scheduler.schedule(Promise.resolve(), `${name} ${call} answered`);
            return answer;
          });
        const late = async () => {
          await scheduler.schedule(Promise.resolve(), 'commit');
          await office.commit(id);
          await racer('late').relay(id);
        };
        const running = [racer('a').relay(id), racer('b').relay(id), racer('c').sweep(), late()];
        await scheduler.waitIdle();
        await Promise.all(running);
        expect([...new Set(office.idsOf(id))]).toEqual(office.committedIds(id));
        expect(office.told.delays).toHaveLength(5);
        expect(office.told.judged).toHaveLength(5);
        await auditOrders(office, [id]);
      }),
      { numRuns: 300 },
    );
  });

  it('quarantines a poison order alone, among other failures, until it is replayed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const office = createPostOffice();
        const [poisoned, ...healthy] = orders;
        office.present.faultOf = ({ orderId }) => (orderId === poisoned ? 'refused' : undefined);
        await office.commit(poisoned);
        for (const played of steps) await play(office, played);
        office.advance(sweeping.graceMs);
        for (let n = 0; n < settings.maxFailures; n += 1) {
          // The longest time for which anything is put off.
          office.advance(600_000);
          await office.sweep();
        }
        expect((await office.cursorOf(poisoned)).quarantine).toMatchObject({ reason: 'refused' });
        for (const id of healthy) expect((await office.cursorOf(id)).quarantine).toBeUndefined();
        expect(office.told.quarantined.length).toBeLessThanOrEqual(1);
        expect(office.idsOf(poisoned)).toEqual([]);
        await recover(office);
        await auditOrders(office, orders);
      }),
      { numRuns: 150 },
    );
  });
});
