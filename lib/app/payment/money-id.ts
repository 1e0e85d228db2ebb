import type { AttentionReason } from '../../domain/settling.ts';
import type { DueItem } from '../ports/order-store.ts';

/** A payment attempt or a refund of an order, by its number. */
export type MoneyId = { readonly orderId: string } & (
  | { readonly attempt: number }
  | { readonly refund: number }
);

/** The attempt or refund of due work. Work of versions without refunds names its attempt alone. */
export const moneyIdOf = ({ orderId, attempt = 1, refund }: DueItem): MoneyId =>
  refund === undefined ? { orderId, attempt } : { orderId, refund };

/** Receives a payment attempt or a refund that waits for an operator from now on. */
export type OnStuck = (money: MoneyId, reason: AttentionReason) => void;
