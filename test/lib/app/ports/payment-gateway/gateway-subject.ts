import type { PaymentGateway } from '../../../../../lib/app/ports/payment-gateway.ts';

interface LedgerEntry {
  readonly type: string;
  readonly intentId: string;
  readonly orderId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
}

export interface GatewaySubject {
  readonly gateway: PaymentGateway;
  /** Action of the customer on a payment that waits for it. */
  authenticate(intentId: string, outcome: 'succeeded' | 'failed'): void;
  /** The customer disputes a charge. */
  dispute(intentId: string): void;
  ledger(): readonly LedgerEntry[];
  close(): Promise<void>;
}
