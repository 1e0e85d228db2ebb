/** Transitions by state and command. A transition that is not listed is not allowed. */
export type TransitionTable<S extends string, C extends string> = Readonly<
  Record<S, Readonly<Partial<Record<C, S>>>>
>;

/** The state after `command`, or `undefined` when the table does not allow it in `state`. */
export const nextState = <S extends string, C extends string>(
  table: TransitionTable<S, C>,
  state: S,
  command: C,
): S | undefined => table[state][command];

/** The transition table does not allow a command. */
export class IllegalTransitionError extends Error {
  constructor(subject: string, state: string, command: string) {
    super(`${subject}: state ${state} does not allow the command ${command}`);
    this.name = 'IllegalTransitionError';
  }
}
