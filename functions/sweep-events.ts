import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeSweepEvents } from '../lib/composition/events.ts';

const sweepEvents = composeSweepEvents();

export const handler = jobHandler('sweep-events', ({ options }) => sweepEvents(options));
