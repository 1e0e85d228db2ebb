import { describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../lib/contract/test-payment-methods.ts';
import { aProduct } from '../../builders/a-product.ts';
import { withOrder, withPaidOrder } from '../../harness/shop/crash.ts';
import { times } from '../../harness/shop/environment.ts';
import { type Race, type Racer, runRace } from '../../harness/shop/race.ts';
import { createShop, type Shop } from '../../harness/shop/shop.ts';
import { volume } from '../../harness/volume.ts';

const pay =
  (key: string, method: string = methods.succeeds): Racer =>
  (environment, id) =>
    environment.pay(id, key, method);
const cancel =
  (key: string): Racer =>
  (environment, id) =>
    environment.cancel(id, key);
const refund =
  (key: string, amount: number): Racer =>
  (environment, id) =>
    environment.refund(id, key, amount);
const expire: Racer = ({ expire: sweep }) => sweep();
const reconcile: Racer = ({ reconcile: settle }) => settle();
const authenticate =
  (outcome: 'succeeded' | 'failed'): Racer =>
  (environment, id) =>
    environment.authenticate(id, outcome);
/** A webhook, which can come at any time, or twice. */
const webhook: Racer = ({ wakeAll }, id) => wakeAll(id);
const ship: Racer = (environment, id) => environment.ship(id);

/** A shop whose order has a minute left. */
const withLateOrder = async () => {
  const opened = await withOrder();
  opened.shop.advance(times.paymentWindowMs - 60_000);
  return opened;
};

/** A shop whose customer has to authenticate a payment, a minute before the end of its order. */
const withWaitingCustomer = async () => {
  const opened = await withLateOrder();
  await opened.shop.healthy.pay(opened.stage, 'pay', methods.authenticationRequired);
  return opened;
};

/** A shop with a payment of unknown outcome. */
const withUnknownOutcome = async () => {
  const opened = await withOrder();
  await opened.shop.healthy.pay(opened.stage, 'pay', methods.timeoutAfterCharge);
  opened.shop.advance(times.settleDelayMs);
  return opened;
};

const statusOf = async (shop: Shop, id: string) => (await shop.orderOf(id)).status;

const succeeded = (answers: PromiseSettledResult<unknown>[]) =>
  answers.map(({ status }) => status === 'fulfilled');

describe('An order', () => {
  it('is either paid or expired, never both', async () => {
    await runRace({
      shop: withLateOrder,
      racers: [pay('pay'), expire, expire],
      jumps: [60_000],
      check: async (shop, id) => {
        const isPaid = shop.charges().length === 1;
        expect(await statusOf(shop, id)).toBe(isPaid ? 'confirmed' : 'expired');
        expect(shop.refunds()).toEqual([]);
      },
    });
  });

  it('is either shipped or cancelled, never both', async () => {
    await runRace({
      shop: withPaidOrder,
      racers: [ship, cancel('cancel'), cancel('cancel-2')],
      check: async (shop, id, answers) => {
        const isShipped = answers[0]?.status === 'fulfilled';
        // The second cancellation finds a cancelled order, so both succeed or neither does.
        expect(succeeded(answers)).toEqual([isShipped, !isShipped, !isShipped]);
        expect(await statusOf(shop, id)).toBe(isShipped ? 'shipped' : 'cancelled');
        expect(shop.refunds()).toHaveLength(isShipped ? 0 : 1);
        expect(await shop.available()).toBe(isShipped ? 23 : 25);
      },
    });
  });

  it('is cancelled though it is being paid, and the money goes back', async () => {
    await runRace({
      shop: withOrder,
      racers: [cancel('cancel'), pay('pay'), reconcile],
      jumps: [times.leaseMs],
      check: async (shop, id, answers) => {
        expect(succeeded(answers)[0]).toBe(true);
        expect(await statusOf(shop, id)).toBe('cancelled');
        expect(shop.refunds()).toHaveLength(shop.charges().length);
        expect(await shop.available()).toBe(25);
      },
    });
  });

  it('is charged once when two keys pay for it', async () => {
    await runRace({
      shop: withOrder,
      racers: [pay('pay'), pay('pay-2'), pay('pay-3', methods.timeoutAfterCharge)],
      check: async (shop, id) => {
        expect(shop.charges()).toHaveLength(1);
        expect(await statusOf(shop, id)).toBe('confirmed');
      },
    });
  });

  it('is charged once when one key pays twice at the same time', async () => {
    await runRace({
      shop: withOrder,
      racers: [pay('pay'), pay('pay'), pay('pay')],
      check: async (shop, id) => {
        expect(shop.charges()).toHaveLength(1);
        expect(await statusOf(shop, id)).toBe('confirmed');
      },
    });
  });

  it('is charged once when the reconciler takes over while the request is still at work', async () => {
    await runRace({
      shop: withOrder,
      racers: [pay('pay'), reconcile, reconcile],
      jumps: [times.leaseMs, times.leaseMs],
      numRuns: volume({ inCi: 400, usual: 100 }),
    });
  });

  it('is settled once by several reconcilers, cancelled or not', async () => {
    await runRace({
      shop: withUnknownOutcome,
      racers: [reconcile, reconcile, cancel('cancel')],
      jumps: [times.leaseMs],
      check: async (shop, id) => {
        expect(await statusOf(shop, id)).toBe('cancelled');
        expect(shop.refunds()).toHaveLength(1);
      },
    });
  });

  it('is paid or expired, never both, while its customer authenticates the payment', async () => {
    await runRace({
      shop: withWaitingCustomer,
      racers: [authenticate('succeeded'), webhook, webhook, reconcile, expire, expire],
      jumps: [60_000, times.leaseMs],
      check: async (shop, id) => {
        const isPaid = shop.charges().length === 1;
        expect(await statusOf(shop, id)).toBe(isPaid ? 'confirmed' : 'expired');
        expect(shop.refunds()).toEqual([]);
      },
    });
  });

  it('keeps no money that its customer authenticates while it is cancelled', async () => {
    await runRace({
      shop: withWaitingCustomer,
      racers: [cancel('cancel'), authenticate('succeeded'), webhook, reconcile],
      jumps: [times.leaseMs],
      check: async (shop, id) => {
        expect(await statusOf(shop, id)).toBe('cancelled');
        expect(shop.refunds()).toHaveLength(shop.charges().length);
      },
    });
  });

  it('is charged once when its customer authenticates one card and pays with another', async () => {
    await runRace({
      shop: withWaitingCustomer,
      racers: [authenticate('succeeded'), pay('pay-2'), pay('pay-3', methods.declined), webhook, webhook],
      check: async (shop, id) => {
        expect(shop.charges()).toHaveLength(shop.charges().length > 0 ? 1 : 0);
        expect(await statusOf(shop, id)).toBe(shop.charges().length > 0 ? 'confirmed' : 'expired');
      },
    });
  });

  it('holds every rule when everything happens at once', async () => {
    const racers: Race['racers'] = [
      pay('pay'),
      pay('pay-2', methods.declined),
      cancel('cancel'),
      refund('refund', 1_500),
      refund('refund-2', 3_000),
      ship,
      expire,
      reconcile,
      pay('pay-4', methods.authenticationRequired),
      authenticate('succeeded'),
      authenticate('failed'),
      webhook,
      webhook,
      (environment) => environment.put({ unitPrice: { amount: 5, currency: 'USD' }, stockShards: 3 }),
      (environment) => environment.reshard(2),
      (environment) => environment.move('move', -3, 'written_off'),
      (environment) => environment.place('place-2'),
    ];
    const numRuns = volume({ inCi: 250, usual: 60 });
    await runRace({ shop: withLateOrder, racers, jumps: [60_000, times.leaseMs], numRuns });
  });

  it('is never refunded by more than was paid, however many refunds are asked for at once', async () => {
    await runRace({
      shop: withPaidOrder,
      racers: [refund('a', 2_500), refund('b', 2_500), refund('c', 1_000), refund('c', 1_000)],
      check: async (shop, _, answers) => {
        const [first, second] = answers.map(({ status }) => status === 'fulfilled');
        expect([first, second].filter(Boolean)).toHaveLength(1);
        const amounts = shop.refunds().map(({ amount }) => amount);
        expect(amounts.toSorted()).toEqual([1_000, 2_500]);
      },
    });
  });

  it('gives back all of its money once when it is cancelled and refunded at once', async () => {
    await runRace({
      shop: withPaidOrder,
      racers: [refund('a', 2_500), cancel('cancel'), reconcile, reconcile],
      jumps: [times.leaseMs],
      check: async (shop) => {
        expect(shop.refunds().reduce((sum, { amount }) => sum + amount, 0)).toBe(3_998);
      },
    });
  });

  it('is placed once when one key places it many times at the same time', async () => {
    const place: Racer = (environment) => environment.place('place');
    await runRace({
      shop: async () => ({ shop: await createShop(aProduct({ available: 100 })), stage: '' }),
      racers: Array.from({ length: 12 }, () => place),
      numRuns: 25,
      check: async (shop, _, answers) => {
        const bodies = answers.map((answer) =>
          answer.status === 'fulfilled' ? (answer.value as { body: string }).body : answer.reason,
        );
        expect(new Set(bodies).size).toBe(1);
        expect(shop.told.placed).toHaveLength(1);
        expect(await shop.available()).toBe(98);
      },
    });
  });
});
