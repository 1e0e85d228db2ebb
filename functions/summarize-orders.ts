import { queueHandler } from '../lib/composition/background-handlers.ts';
import { composeSummarizeOrders } from '../lib/composition/order-summary.ts';

export const handler = queueHandler('summarize-orders', composeSummarizeOrders());
