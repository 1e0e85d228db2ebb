import { composeSummarizeOrders, orderSummaryHandler } from '../lib/composition/order-summary.ts';

export const handler = orderSummaryHandler('summarize-orders', composeSummarizeOrders());
