import { maxPaymentAttempts } from '../../../lib/contract/limits.ts';
import type { StoredOrder, StoredState } from '../../audit/stored-state.ts';
import { bodyOf, codeOf, type Observation } from '../history/client.ts';
import type { SimulatedDatabase } from '../world/database.ts';
import { placedBy } from './erasure-checks.ts';

type Commits = SimulatedDatabase['commits'];

const hourMs = 3_600_000;

const hourOf = (time: string): number => Math.floor(Date.parse(time) / hourMs);

/** How often each customer tried to pay in each hour; the orders of an interrupted erasure have two ids. */
const triesOf = (orders: readonly StoredOrder[], commits: Commits): ReadonlyMap<string, number> => {
  const tries = new Map<string, number>();
  for (const { order, attempts } of orders) {
    for (const { createdAt } of attempts) {
      const key = `${placedBy(commits, order)} ${hourOf(createdAt)}`;
      tries.set(key, (tries.get(key) ?? 0) + 1);
    }
  }
  return tries;
};

/** The limits of attempts to pay are kept, and no payment is refused before its limit is reached. */
export const checkPaymentLimits = (
  { orders }: StoredState,
  observations: readonly Observation[],
  triesPerHour: number,
  commits: Commits,
): string[] => {
  const tries = triesOf(orders, commits);
  const mostOf = (customerId: string): number =>
    Math.max(0, ...[...tries].filter(([key]) => key.startsWith(`${customerId} `)).map(([, count]) => count));
  const unjustified = observations.filter((observation) => {
    if (codeOf(observation) !== 'PAY-001') return false;
    const found = orders.find(({ order }) => order.id === observation.call.path?.['orderId']);
    if (!found) return true;
    const { order, attempts } = found;
    return attempts.length < maxPaymentAttempts && mostOf(placedBy(commits, order)) < triesPerHour;
  });
  return [
    ...[...tries]
      .filter(([, count]) => count > triesPerHour)
      .map(([key, count]) => `customer and hour ${key}: ${count} attempts to pay of ${triesPerHour} allowed`),
    ...orders
      .filter(({ attempts }) => attempts.length > maxPaymentAttempts)
      .map(({ order, attempts }) => `order ${order.id} has ${attempts.length} attempts to pay`),
    ...unjustified.map((observation) => `PAY-001 below the limit: ${JSON.stringify(bodyOf(observation))}`),
  ];
};
