import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeSendCanary } from '../lib/composition/canary.ts';

const sendCanary = composeSendCanary();

export const handler = jobHandler('send-canary', ({ options }) => sendCanary(options));
