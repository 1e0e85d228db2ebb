import { aCall } from '../../builders/a-call.ts';
/** Options of a call that nobody is in a hurry for. */
export const calmly = aCall();
