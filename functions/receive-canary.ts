import { consumerHandler } from '../lib/composition/background.ts';
import { composeReceiveCanaries } from '../lib/composition/canary.ts';

export const handler = consumerHandler('receive-canary', composeReceiveCanaries());
