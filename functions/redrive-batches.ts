import { composeRedriveBatches, redriveHandler } from '../lib/composition/given-up-batches.ts';

const redriveBatches = composeRedriveBatches();

export const handler = redriveHandler('redrive-batches', async ({ options }) => redriveBatches(options));
