import { orderKey, paymentTriesKey } from '../../../lib/adapters/dynamodb/keys.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { Item, StoredState } from '../../audit/stored-state.ts';
import type { SimulatedDatabase } from '../world/database.ts';

/** Original id of the customer of an order, also after an erasure. */
export const placedBy = (commits: SimulatedDatabase['commits'], { id, customerId }: Order): string => {
  const { pk, sk } = orderKey(id);
  return String(commits.statesOf(pk, sk)[0]?.item['customerId'] ?? customerId);
};

/** Whether an erasure was begun and not ended. Its customer’s orders and summary have two ids then. */
export const isErasing = (items: readonly Item[]): boolean =>
  items.some(({ pk }) => String(pk).startsWith('ERASURE#'));

/** Counts of tries to pay keep the id until DynamoDB deletes them, some hours later. */
const isKept = ({ pk }: Item): boolean => String(pk).startsWith(paymentTriesKey('', '').pk);

/** Nothing names an erased customer any more, and all of the customer’s orders have one pseudonym. */
export const checkErasures = (
  { orders }: StoredState,
  items: readonly Item[],
  commits: SimulatedDatabase['commits'],
  erased: ReadonlySet<string>,
): string[] =>
  [...erased].flatMap((customerId) => {
    const named = new RegExp(`\\b${customerId}\\b`);
    const left = items.filter((item) => !isKept(item) && named.test(JSON.stringify(item)));
    const own = orders.filter(({ order }) => placedBy(commits, order) === customerId);
    const ids = new Set(own.map(({ order }) => order.customerId));
    return [
      ...left.map(({ pk, sk }) => `customer ${customerId} is erased, and ${pk} ${sk} has the id`),
      ...(ids.size > 1 ? [`orders of the erased customer ${customerId} are of ${[...ids]}`] : []),
    ];
  });
