import { apiHandler } from '../lib/composition/api.ts';
import { composeCheckReadiness } from '../lib/composition/health.ts';
import { presentReadiness } from '../lib/presenters/readiness.ts';

const checkReadiness = composeCheckReadiness();

export const handler = apiHandler('health-ready', {}, async ({ options }) =>
  presentReadiness(await checkReadiness(options)),
);
