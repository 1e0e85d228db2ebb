import type * as z from 'zod';
import type { Order } from '../../../client/src/order-service-client.ts';
import type { customerSummarySchema } from '../../../lib/contract/schemas/customer-summary-schema.ts';
import { orderStatuses } from '../../../lib/domain/order-status.ts';

type Summary = z.output<typeof customerSummarySchema>;

const sum = (orders: readonly Order[]) => orders.reduce((total, order) => total + order.total.amount, 0);

/**
 * Expected content of the read model, computed from the orders themselves; all of them in US dollars.
 * @param paid ids of the paid ones.
 */
export const expectedSummary = (
  customerId: string,
  orders: readonly Order[],
  paid: ReadonlySet<string>,
): Pick<Summary, 'customerId' | 'orders' | 'amounts' | 'paymentFailures'> => {
  const inStatus = (status: Order['status']) => orders.filter((order) => order.status === status);
  const counts = Object.fromEntries(orderStatuses.map((status) => [status, inStatus(status).length]));
  const money = (amount: number) => ({ amount, currency: 'USD' }) as const;
  const isPaid = ({ id }: Order) => paid.has(id);
  return {
    customerId,
    orders: { total: orders.length, ...counts } as Summary['orders'],
    amounts: [
      {
        ordered: money(sum(orders)),
        paid: money(sum(orders.filter(isPaid))),
        refunded: money(sum(inStatus('cancelled').filter(isPaid))),
      },
    ],
    paymentFailures: 0,
  };
};
