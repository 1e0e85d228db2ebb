import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeMeasureBudgets } from '../lib/composition/metrics.ts';

const measureBudgets = composeMeasureBudgets();

export const handler = jobHandler('measure-budgets', async ({ options }) => measureBudgets(options));
