/** Counts what a check saw, and prints each result. */
export interface Checklist {
  readonly tally: { readonly passed: number; readonly failed: number };
  /**
   * @param shows the result in the present tense.
   * @param otherwise printed when it does not hold.
   * @returns whether it holds.
   */
  check(shows: string, holds: boolean, otherwise: unknown): boolean;
}

export const createChecklist = (print: (text: string) => void): Checklist => {
  const tally = { passed: 0, failed: 0 };
  return {
    tally,
    check(shows, holds, otherwise) {
      tally[holds ? 'passed' : 'failed'] += 1;
      print(`${holds ? 'ok     ' : 'FAILED '} ${shows}`);
      if (!holds) print(`        ${typeof otherwise === 'string' ? otherwise : JSON.stringify(otherwise)}`);
      return holds;
    },
  };
};
