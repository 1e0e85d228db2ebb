/** Output and clock of a command. */
export interface Operator {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Prints a result on standard output. */
  readonly print: (text: string) => void;
  /** Prints progress on standard error. */
  readonly report: (text: string) => void;
}

/** A count with its noun, such as `2 events`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
