import { orderKey, productKey } from '../../../lib/adapters/dynamodb/keys.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { type OrderStatus, orderTransitions } from '../../../lib/domain/order-status.ts';
import type { StoredState } from '../../audit/stored-state.ts';
import type { ItemState } from '../world/commit-log.ts';
import type { SimulatedDatabase } from '../world/database.ts';

type Commits = SimulatedDatabase['commits'];

/** A state that an order had. */
export interface OrderState extends Pick<ItemState, 'committedAt' | 'visibleAt'> {
  readonly status: OrderStatus;
  readonly version: number;
}

/** The states of an order, in the order of their commits. */
export const timelineOf = (commits: Commits, orderId: string): OrderState[] => {
  const { pk, sk } = orderKey(orderId);
  return commits.statesOf(pk, sk).map(({ item, committedAt, visibleAt }) => ({
    status: item['status'] as OrderStatus,
    version: item['version'] as number,
    committedAt,
    visibleAt,
  }));
};

const mayFollow = (before: OrderState, after: OrderState): boolean => {
  if (after.status === before.status) return after.version - before.version <= 1;
  const next = Object.values(orderTransitions[before.status]) as OrderStatus[];
  return next.includes(after.status) && after.version === before.version + 1;
};

/** Each commit of an order makes one step of the lifecycle, or none. */
const checkSteps = (orderId: string, timeline: readonly OrderState[]): string[] =>
  timeline.slice(1).flatMap((after, n) => {
    const before = timeline[n] as OrderState;
    const told = ({ status, version }: OrderState) => `${status} (version ${version})`;
    return mayFollow(before, after)
      ? []
      : [`order ${orderId} went from ${told(before)} to ${told(after)} in one commit`];
  });

interface SoldProduct {
  readonly unitPrice: { readonly amount: number };
  readonly discontinued?: boolean;
}

/** An order is sold at the prices that its products have at the moment of its commit. */
const checkPrices = (commits: Commits, { id, lines }: Order): string[] => {
  const { pk, sk } = orderKey(id);
  const [created] = commits.statesOf(pk, sk);
  if (!created) return [];
  return lines.flatMap(({ sku, unitPrice }) => {
    const product = productKey(sku);
    const current = commits
      .statesOf(product.pk, product.sk)
      .findLast(({ commit }) => commit < created.commit);
    if (!current) return [`order ${id} sold the unknown product ${sku}`];
    const { unitPrice: price, discontinued } = current.item as unknown as SoldProduct;
    return [
      ...(price.amount === unitPrice.amount
        ? []
        : [`order ${id} sold ${sku} at the stale price ${unitPrice.amount} instead of ${price.amount}`]),
      ...(discontinued ? [`order ${id} sold ${sku} after it was discontinued`] : []),
    ];
  });
};

/** Committed orders follow the lifecycle and the catalogue, commit by commit. */
export const checkOrderTimelines = ({ orders }: StoredState, commits: Commits): string[] =>
  orders.flatMap(({ order }) => [
    ...checkSteps(order.id, timelineOf(commits, order.id)),
    ...checkPrices(commits, order),
  ]);
