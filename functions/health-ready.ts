import { publicHandler } from '../lib/composition/api.ts';
import { composeCheckReadiness } from '../lib/composition/health.ts';
import { presentReadiness } from '../lib/presenters/responses.ts';

const checkReadiness = composeCheckReadiness();

export const handler = publicHandler('health-ready', {}, async ({ options }) =>
  presentReadiness(await checkReadiness(options)),
);
