import { composeRelayEvents } from '../lib/composition/events.ts';
import { consumerHandler } from '../lib/composition.ts';

export const handler = consumerHandler('relay-events', composeRelayEvents());
