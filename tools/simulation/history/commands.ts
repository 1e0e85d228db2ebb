import type { Draws } from '../world/draws.ts';
import type { ApiCall, Principal } from './api-request.ts';
import { bodyOf, type Client, type Observation } from './client.ts';
import { admin, drawProductChange, noteOrder, type Shop } from './shop.ts';

/** An action of an actor. */
export interface Turn {
  readonly client: Client;
  readonly shop: Shop;
  readonly draws: Draws;
  readonly customer: Principal;
  /** The calls that this actor made with a key. */
  readonly calls: ApiCall[];
}

const paymentMethods = [
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_chargeDeclinedInsufficientFunds',
  'pm_card_authenticationRequired',
  'pm_card_authenticationRequired',
  'pm_sim_processing',
  'pm_sim_unavailable',
  'pm_sim_refund_pending',
  'pm_sim_refund_pending_fails',
  'pm_sim_refund_fails',
];

const send = (turn: Turn, call: ApiCall) => {
  if (call.key !== undefined) turn.calls.push(call);
  return turn.client.send(call);
};

const orderOf = ({ shop, draws, customer }: Turn) => {
  const present = shop.orders.filter(({ customer: { sub } }) => !shop.left.has(sub));
  const own = present.filter(({ customer: { sub } }) => sub === customer.sub);
  const known = own.length > 0 ? own : present;
  // The newest ones are the likeliest to be of interest.
  return known.length > 0 ? draws.pick(known.slice(-4)) : undefined;
};

const create = async (turn: Turn) => {
  const { shop, draws, customer } = turn;
  const lines = Array.from({ length: draws.between(1, Math.min(3, shop.skus.length)) }, () => ({
    sku: draws.pick(shop.skus),
    quantity: draws.between(1, 4),
  }));
  const byAdmin = draws.chance(0.1);
  const call: ApiCall = {
    routeId: 'create-order',
    by: byAdmin ? admin : customer,
    key: shop.newKey(),
    body: { items: lines, source: 'web', ...(byAdmin && { customerId: customer.sub }) },
  };
  noteOrder(shop, customer, await send(turn, call));
};

/** A command on an order of the customer, or by an administrator on it. */
const onOrder =
  (
    routeId: ApiCall['routeId'],
    bodyFor: (turn: Turn, total: number) => object | undefined,
    byAdmin = false,
  ) =>
  async (turn: Turn): Promise<Observation | undefined> => {
    const order = orderOf(turn);
    if (!order) {
      await create(turn);
      return undefined;
    }
    const body = bodyFor(turn, order.total);
    const isIdempotent = routeId === 'pay-order' || routeId === 'cancel-order' || routeId === 'refund-order';
    return send(turn, {
      routeId,
      by: byAdmin ? admin : order.customer,
      path: { orderId: order.id },
      ...(isIdempotent && { key: turn.shop.newKey() }),
      ...(body && { body }),
    });
  };

/** Longest time that a customer takes to act, in milliseconds. */
const actMs = 90_000;

/** Longest time that a customer takes to enter another card, in milliseconds. */
const otherCardMs = 5_000;

/** A customer who has to act succeeds, fails, succeeds by another card, or leaves. */
const act = ({ client, draws }: Turn, clientSecret: string) => {
  const outcomes = draws.pick([[true], [true], [false], [false, true], []]);
  const waits = [draws.between(500, actMs), draws.between(0, otherCardMs)];
  void outcomes.reduce<Promise<void>>(async (before, succeeds, n) => {
    await before;
    await client.pause(waits[n] ?? 0);
    client.authenticate(clientSecret, succeeds);
  }, Promise.resolve());
};

const pay = async (turn: Turn) => {
  const payOrder = onOrder('pay-order', ({ draws }) => ({ paymentMethod: draws.pick(paymentMethods) }));
  const answer = await payOrder(turn);
  if (answer?.status !== 202) return;
  const { clientSecret } = (bodyOf(answer)['payment'] ?? {}) as { clientSecret?: string };
  if (clientSecret !== undefined) act(turn, clientSecret);
};

interface OrderBody {
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
}

/** The request for one unit more. */
const withOneMore = ({ items, ...rest }: OrderBody) => ({
  ...rest,
  items: items.map((line, n) => (n === 0 ? { ...line, quantity: line.quantity + 1 } : line)),
});

/** A call of before, as it was or with another body. */
const replay = async (turn: Turn) => {
  const { calls, draws, shop, client } = turn;
  if (calls.length === 0) return create(turn);
  const call = draws.pick(calls);
  const isOther = call.routeId === 'create-order' && draws.chance(0.3);
  const other = isOther ? { ...call, body: withOneMore(call.body as OrderBody) } : call;
  const answer = await client.send(other);
  if (!isOther && call.routeId === 'create-order') {
    const { customerId = call.by.sub } = call.body as { customerId?: string };
    noteOrder(shop, { sub: customerId, isAdmin: false }, answer);
  }
};

const list = ({ client, customer, draws }: Turn) =>
  client.send({
    routeId: 'list-orders',
    by: customer,
    query: { limit: String(draws.between(1, 20)), ...(draws.chance(0.5) && { status: 'pending' }) },
  });

const editProduct = ({ client, shop, draws }: Turn) =>
  client.send({
    routeId: 'put-product',
    by: admin,
    path: { sku: draws.pick(shop.skus) },
    body: drawProductChange(draws),
  });

const moveStock = (turn: Turn) => {
  const { shop, draws } = turn;
  const quantity = draws.between(-20, 30) || 1;
  return send(turn, {
    routeId: 'move-stock',
    by: admin,
    path: { sku: draws.pick(shop.skus) },
    key: shop.newKey(),
    body: { quantity, reason: quantity > 0 ? 'received' : 'written_off' },
  });
};

/** Every command, by its name. */
export const commands: Readonly<Record<string, (turn: Turn) => Promise<unknown>>> = {
  create,
  pay,
  cancel: onOrder('cancel-order', () => undefined),
  refund: onOrder(
    'refund-order',
    ({ draws }, total) => ({ amount: { amount: draws.between(1, Math.max(1, total)), currency: 'USD' } }),
    true,
  ),
  ship: onOrder('ship-order', () => undefined, true),
  deliver: onOrder('deliver-order', () => undefined, true),
  get: onOrder('get-order', () => undefined),
  list,
  replay,
  editProduct,
  moveStock,
};

/** How often each command is drawn, at most. */
const weights: Readonly<Record<string, number>> = {
  create: 10,
  pay: 10,
  cancel: 4,
  refund: 3,
  ship: 4,
  deliver: 3,
  get: 2,
  list: 1,
  replay: 4,
  editProduct: 2,
  moveStock: 2,
};

/** The commands of a history, each as often in the list as it is likely: a mix of its own for each history. */
export const drawCommandMix = (draws: Draws): readonly string[] => {
  const names = Object.keys(commands).filter(
    (name) => name === 'create' || name === 'pay' || draws.chance(0.75),
  );
  return names.flatMap((name) => new Array<string>(draws.between(1, weights[name] ?? 1)).fill(name));
};
