import type { StoredState } from '../../audit/stored-state.ts';
import type { Stage } from '../service/stage.ts';

/** A payment whose first look-up showed a decline is stored as declined, in spite of lost answers. */
export const checkDeclines = ({ orders }: StoredState, { gateway }: Pick<Stage, 'gateway'>): string[] =>
  orders.flatMap(({ order, attempts }) =>
    attempts
      .filter(
        ({ state, intentId }) =>
          state === 'not_charged' && intentId !== undefined && gateway.wasFoundDeclined(intentId),
      )
      .map(
        ({ number }) => `attempt ${number} of order ${order.id} was declined, and is stored as not charged`,
      ),
  );
