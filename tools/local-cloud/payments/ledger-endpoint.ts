import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { PaymentSimulator } from './payment-simulator.ts';

/** `GET /local/payments`: every movement of money, oldest first. */
export const createLedgerEndpoint =
  ({ ledger }: Pick<PaymentSimulator, 'ledger'>): RequestHandler =>
  async () =>
    jsonResponse(200, { items: ledger() });
