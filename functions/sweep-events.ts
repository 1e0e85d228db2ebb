import { composeSweepEvents } from '../lib/composition/events.ts';
import { jobHandler } from '../lib/composition.ts';

const sweepEvents = composeSweepEvents();

export const handler = jobHandler('sweep-events', ({ signal }) => sweepEvents({ signal }));
