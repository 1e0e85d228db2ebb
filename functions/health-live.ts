import { probeHandler } from '../lib/composition/api.ts';
import { ok } from '../lib/platform/response.ts';

export const handler = probeHandler('health-live', async () => ok({ status: 'ok' }));
