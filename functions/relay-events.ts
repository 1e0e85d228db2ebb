import { streamHandler } from '../lib/composition/background-handlers.ts';
import { composeRelayEvents } from '../lib/composition/events.ts';

export const handler = streamHandler('relay-events', composeRelayEvents());
