import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeRefreshAvailability } from '../lib/composition/catalogue.ts';

const refreshAvailability = composeRefreshAvailability();

export const handler = jobHandler('refresh-availability', async ({ options }) =>
  refreshAvailability(options),
);
