import { composeReceiveCanaries } from '../lib/composition/canary.ts';
import { consumerHandler } from '../lib/composition.ts';

export const handler = consumerHandler('receive-canary', composeReceiveCanaries());
