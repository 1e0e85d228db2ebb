import { composeSummarizeOrders } from '../lib/composition/order-summary.ts';
import { consumerHandler } from '../lib/composition.ts';

export const handler = consumerHandler('summarize-orders', composeSummarizeOrders());
