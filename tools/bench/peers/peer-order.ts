import { monotonicFactory } from 'ulid';
import type { OrderLine, OrderLineRequest } from '../../../lib/domain/order.ts';

/** Request to a peer. */
export interface OrderRequest {
  readonly customerId: string;
  readonly items: readonly OrderLineRequest[];
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly body: string;
}

const newUlid = monotonicFactory();
const paymentWindowMs = 15 * 60 * 1_000;

/** An order with the attributes that create-order stores. */
export const newPeerOrder = (customerId: string, lines: readonly OrderLine[], now: number) => {
  const createdAt = new Date(now).toISOString();
  return {
    id: `ord_${newUlid()}`,
    customerId,
    status: 'pending',
    lines,
    total: {
      amount: lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0),
      currency: lines[0]?.unitPrice.currency,
    },
    source: 'web',
    customerType: 'standard',
    createdAt,
    updatedAt: createdAt,
    version: 1,
    revision: 1,
    expiresAt: new Date(now + paymentWindowMs).toISOString(),
  };
};

export type PeerOrder = ReturnType<typeof newPeerOrder>;

/** The order as the API shows it. */
export const presentPeerOrder = ({ lines, revision: _, expiresAt: __, ...order }: PeerOrder): string =>
  JSON.stringify({ ...order, items: lines });
