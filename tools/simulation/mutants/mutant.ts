/** The suite of the mutants that histories find. */
export const simulator = 'simulator';

/** A fault that is planted in a copy of the sources: a text that occurs once is replaced. */
export interface Mutant {
  readonly id: string;
  /** The promise that the change breaks. */
  readonly breaks: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The suite that finds it: the simulator, or the path of a test file. */
  readonly suite: string;
}

/** A mutant that no longer fits the sources. */
export class StaleMutantError extends Error {
  override readonly name = 'StaleMutantError';
}

/**
 * The source with the fault.
 * @throws {StaleMutantError} unless the text occurs exactly once.
 */
export const plant = ({ id, file, find, replace }: Mutant, source: string): string => {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new StaleMutantError(`mutant ${id}: ${file} has ${parts.length - 1} places of: ${find}`);
  return parts.join(replace);
};
