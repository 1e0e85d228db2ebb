import { apiHandler } from '../lib/composition/api.ts';
import { ok } from '../lib/platform/response.ts';

export const handler = apiHandler('health-live', {}, async () => ok({ status: 'ok' }));
