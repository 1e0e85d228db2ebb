import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import { statusesOf } from '../../audit/order-checks.ts';
import type { StoredOrder, StoredState } from '../../audit/stored-state.ts';
import type { Principal } from '../history/api-request.ts';
import { bodyOf, codeOf, type Observation } from '../history/client.ts';
import type { SimulatedDatabase } from '../world/database.ts';
import { placedBy } from './erasure-checks.ts';

type Found = StoredOrder | undefined;
type Commits = SimulatedDatabase['commits'];

/** Whether the caller may see an order; a customer who is erased may not. */
const isVisible = ({ order }: StoredOrder, { sub, isAdmin }: Principal): boolean =>
  isAdmin || order.customerId === sub;

/** Whether an answer that was stored about an order has given way to one that names nobody. */
const isErased = ({ text }: Observation, { order }: StoredOrder, commits: Commits): boolean =>
  text.includes('"orderId":"erased"') && placedBy(commits, order) !== order.customerId;

const describe = ({ call: { routeId, path, key }, status, text }: Observation): string =>
  `${routeId} ${Object.values(path ?? {}).join(' ')} ${key ?? ''} was answered ${status} ${text.slice(0, 160)}`;

/** The status that a success promises. */
const promised: Partial<Record<Observation['call']['routeId'], OrderStatus>> = {
  'cancel-order': 'cancelled',
  'ship-order': 'shipped',
  'deliver-order': 'delivered',
};

const checkShownOrder = (observation: Observation, found: Found, commits: Commits): string[] => {
  const { status, version, total, customerId } = bodyOf(observation) as {
    status: OrderStatus;
    version: number;
    total: { amount: number };
    customerId: string;
  };
  if (!found) return ['there is no such order'];
  const { order } = found;
  const customers = [order.customerId, placedBy(commits, order)];
  const wanted = promised[observation.call.routeId];
  return [
    ...(statusesOf(found).includes(status) ? [] : [`the order never was ${status}`]),
    ...(version <= order.version ? [] : [`the order never had version ${version}`]),
    ...(total.amount === order.total.amount ? [] : ['the order has another total']),
    ...(customers.includes(customerId) ? [] : ['the order is of another customer']),
    ...(wanted === undefined || status === wanted ? [] : [`the order is ${status}, not ${wanted}`]),
  ];
};

const checkPayment = ({ status, text }: Observation, found: Found): string[] => {
  if (!found) return [];
  const states = found.attempts.map(({ state }) => state);
  const isFree = found.order.total.amount === 0;
  if (status === 200 && !isFree && !states.includes('succeeded')) return ['no attempt succeeded'];
  if (status === 402 && !states.includes('declined')) return ['no attempt was declined'];
  if (text.includes('"from":"pending"') && !statusesOf(found).includes('pending'))
    return ['it was never pending'];
  return [];
};

/** Errors that faults and crowds explain. */
const transient = new Set(['SYS-002', 'SYS-003', 'SYS-004', 'IDM-003']);

const checkAnswer = (
  observation: Observation,
  find: (orderId: string) => Found,
  commits: Commits,
): string[] => {
  const { call, status } = observation;
  const code = codeOf(observation);
  const orderId = call.path?.['orderId'] ?? (bodyOf(observation)['id'] as string | undefined) ?? '';
  const found = find(orderId);
  const isOrder = status < 300 && call.routeId !== 'list-orders' && !/stock|product/.test(call.routeId);
  return [
    ...(status >= 500 && !transient.has(code ?? '') ? ['nothing explains it'] : []),
    ...(code === 'ORD-001' && found && isVisible(found, call.by) && !isErased(observation, found, commits)
      ? ['the order exists']
      : []),
    ...(isOrder ? checkShownOrder(observation, found, commits) : []),
    ...(call.routeId === 'pay-order' ? checkPayment(observation, found) : []),
  ].map((problem) => `${describe(observation)}: ${problem}`);
};

/** Answers that are kept for their key: successes and business errors, but not those that a later try changes. */
const isFinal = (observation: Observation): boolean => observation.status < 300 && observation.status !== 202;

/** The same request with the same key got the same answer. */
const checkRepetitions = (observations: readonly Observation[]): string[] => {
  const keyed = observations.filter(({ call: { key } }) => key !== undefined).filter(isFinal);
  const byRequest = Map.groupBy(keyed, ({ call: { routeId, by, key } }) => `${routeId} ${by.sub} ${key}`);
  return [...byRequest.values()].flatMap((same) => {
    const [first, ...rest] = same;
    if (!first) return [];
    const others = rest
      .filter(({ call }) => JSON.stringify(call.body) !== JSON.stringify(first.call.body))
      .map((other) => `${describe(other)}, and had another body before`);
    if (first.call.routeId === 'pay-order') return others;
    const different = rest
      .filter(({ text, status }) => text !== first.text || status !== first.status)
      .map((other) => `${describe(other)} after ${first.status} ${first.text.slice(0, 160)}`);
    return [...others, ...different];
  });
};

/** Every answer that a client got is explained by what is stored. */
export const checkAnswers = (
  { orders }: StoredState,
  observations: readonly Observation[],
  commits: Commits,
): string[] => {
  const byId = new Map(orders.map((stored) => [stored.order.id, stored]));
  return [
    ...observations.flatMap((observation) =>
      checkAnswer(observation, (orderId) => byId.get(orderId), commits),
    ),
    ...checkRepetitions(observations),
  ];
};
