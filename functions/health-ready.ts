import { apiHandler, composeCheckReadiness } from '../lib/composition.ts';
import { presentReadiness } from '../lib/presenters/readiness.ts';

const checkReadiness = composeCheckReadiness();

export const handler = apiHandler('health-ready', {}, async ({ signal }) =>
  presentReadiness(await checkReadiness({ signal })),
);
