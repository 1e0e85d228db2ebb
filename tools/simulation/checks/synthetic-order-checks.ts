import type { StoredState } from '../../audit/stored-state.ts';
import { syntheticCustomer } from '../service/compose-synthetic-orders.ts';
import type { Stage } from '../service/stage.ts';

/** Whether an order was placed by the service itself. */
export const isSynthetic = ({ order }: StoredState['orders'][number]): boolean =>
  order.customerId === syntheticCustomer.sub;

/** Synthetic orders keep no stock and no money, and those that count as completed were cancelled. */
export const checkSyntheticOrders = ({ orders }: StoredState, { syntheticOutcomes }: Stage): string[] => {
  const synthetic = orders.filter(isSynthetic);
  const cancelled = synthetic.filter(({ order }) => order.status === 'cancelled').length;
  const completed = syntheticOutcomes.filter((outcome) => outcome === 'completed').length;
  return [
    ...synthetic.flatMap(({ order: { id, status } }) =>
      status === 'cancelled' || status === 'expired' ? [] : [`the synthetic order ${id} is ${status}`],
    ),
    ...(completed > cancelled
      ? [`${completed} synthetic orders count as completed, ${cancelled} are cancelled`]
      : []),
  ];
};
