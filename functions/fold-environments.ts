import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeFoldEnvironments } from '../lib/composition/metrics.ts';

const foldEnvironments = composeFoldEnvironments();

export const handler = jobHandler('fold-environments', async ({ options }) => foldEnvironments(options));
