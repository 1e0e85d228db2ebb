import { defaultHandler } from '../lib/composition/api.ts';

export const handler = defaultHandler;
