import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { awsProblem } from './aws-problem.ts';
import { CommandError } from './command-error.ts';

/** How a command ended that was not carried out: what the operator is told, and the exit code. */
export interface CommandFailure {
  readonly problem: string;
  readonly exitCode: number;
}

/** Exit code of a program that was interrupted, by the shell's convention. */
const interrupted = 130;

/** A failure that an operator can put right or has wanted; nothing of a mistake of the program. */
export const commandFailure = (
  error: unknown,
  { isInterrupted, whenInterrupted }: { readonly isInterrupted: boolean; readonly whenInterrupted: string },
): CommandFailure | undefined => {
  if (isInterrupted) return { problem: `Interrupted. ${whenInterrupted}`, exitCode: interrupted };
  if (error instanceof CommandError) return { problem: error.message, exitCode: error.exitCode };
  const problem =
    error instanceof MalformedItemError ? `Cannot be read: ${error.message}` : awsProblem(error);
  return problem === undefined ? undefined : { problem, exitCode: 1 };
};
