import { composeRehearsal } from '../lib/composition/rehearsal.ts';

export const handler = composeRehearsal();
