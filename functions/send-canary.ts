import { composeSendCanary } from '../lib/composition/canary.ts';
import { jobHandler } from '../lib/composition.ts';

const sendCanary = composeSendCanary();

export const handler = jobHandler('send-canary', ({ signal }) => sendCanary({ signal }));
