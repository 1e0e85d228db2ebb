import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeSplitStock } from '../lib/composition/stock-contention.ts';

const splitStock = composeSplitStock();

export const handler = jobHandler('split-stock', async ({ options }) => splitStock(options));
