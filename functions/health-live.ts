import { apiHandler } from '../lib/composition.ts';
import { ok } from '../lib/platform/response.ts';

export const handler = apiHandler('health-live', {}, async () => ok({ status: 'ok' }));
