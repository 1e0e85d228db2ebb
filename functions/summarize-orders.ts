import { queueHandler } from '../lib/composition/background.ts';
import { composeSummarizeOrders } from '../lib/composition/order-summary.ts';

export const handler = queueHandler('summarize-orders', composeSummarizeOrders());
