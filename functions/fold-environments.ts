import { composeFoldEnvironments } from '../lib/composition/metrics.ts';
import { jobHandler } from '../lib/composition.ts';

const foldEnvironments = composeFoldEnvironments();

export const handler = jobHandler('fold-environments', async ({ signal }) => foldEnvironments({ signal }));
