import { setTimeout as pause } from 'node:timers/promises';
import { defaultStrictness } from '../../../tools/local-cloud/strictness.ts';

/** Resolves once queries of indexes show every write that was answered before. */
export const indexesCaughtUp = async (): Promise<void> => {
  const { indexLag } = defaultStrictness;
  if (indexLag !== 'off') await pause(indexLag + 1);
};
