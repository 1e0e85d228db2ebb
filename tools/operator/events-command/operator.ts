/** How a command talks to the operator. */
export interface Operator {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What was asked for. */
  readonly print: (text: string) => void;
  /** What goes on meanwhile. */
  readonly report: (text: string) => void;
}

/** A number of things, in words. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
