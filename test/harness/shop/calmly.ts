import { aCall } from '../../builders/a-call.ts';
/** Options of a call without a tight deadline. */
export const calmly = aCall();
