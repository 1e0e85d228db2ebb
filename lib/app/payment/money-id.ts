import type { AttentionReason } from '../../domain/settling.ts';

/** A payment attempt or a refund of an order, by its number. */
export type MoneyId = { readonly orderId: string } & (
  | { readonly attempt: number }
  | { readonly refund: number }
);

/** Receives a payment attempt or a refund that waits for an operator from now on. */
export type OnStuck = (money: MoneyId, reason: AttentionReason) => void;
