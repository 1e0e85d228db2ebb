import { consumerHandler } from '../lib/composition/background.ts';
import { composeRelayEvents } from '../lib/composition/events.ts';

export const handler = consumerHandler('relay-events', composeRelayEvents());
