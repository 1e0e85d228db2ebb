/** Why units come into stock or go from it other than by orders. */
export const movementReasons = ['received', 'written_off', 'correction'] as const;
export type MovementReason = (typeof movementReasons)[number];

/** An entry of the stock ledger. */
export interface StockMovement {
  /** ULID. */
  readonly id: string;
  readonly sku: string;
  /** Units that came into stock; negative for units that went. Never 0. */
  readonly quantity: number;
  readonly reason: MovementReason;
  /** RFC 3339, UTC. */
  readonly movedAt: string;
  /** Subject of the access token that the movement was asked for with. */
  readonly movedBy: string;
}

/** Whether a quantity has the sign of its reason: goods are received, and written off with a minus. */
export const hasSignOf = (reason: MovementReason, quantity: number): boolean => {
  if (reason === 'received') return quantity > 0;
  return reason === 'written_off' ? quantity < 0 : quantity !== 0;
};
