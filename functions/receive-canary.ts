import { queueHandler } from '../lib/composition/background-handlers.ts';
import { composeReceiveCanaries } from '../lib/composition/canary.ts';

export const handler = queueHandler('receive-canary', composeReceiveCanaries());
