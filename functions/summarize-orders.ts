import { consumerHandler } from '../lib/composition/background.ts';
import { composeSummarizeOrders } from '../lib/composition/order-summary.ts';

export const handler = consumerHandler('summarize-orders', composeSummarizeOrders());
