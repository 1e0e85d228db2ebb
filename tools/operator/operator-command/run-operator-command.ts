import { type CallOptions, unlimitedCall } from '../../../lib/platform/call-options.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import type { Command, CommandLine } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { runCommand } from '../../command-line/run-command.ts';

/** Messages of an error and of its causes, outermost first. */
const messagesOf = (failure: unknown): readonly string[] =>
  failure instanceof Error ? [failure.message || failure.name, ...messagesOf(failure.cause)] : [];

const isOfAws = (failure: unknown): boolean =>
  failure instanceof Error &&
  ('$metadata' in failure ||
    failure.name === 'ServiceError' ||
    failure.name === 'CredentialsProviderError' ||
    isOfAws(failure.cause));

/** One line about an error of the data, of AWS or of the network; `undefined` for a bug of the program. */
export const failureMessage = (failure: unknown): string | undefined => {
  if (failure instanceof MalformedItemError) return `Malformed item: ${failure.message}`;
  return isOfAws(failure) ? `AWS request failed: ${messagesOf(failure).join(': ')}` : undefined;
};

/** Exit code after SIGINT, by the shell's convention. */
const interrupted = 130;

/**
 * Runs a command until it ends or is interrupted, and sets the exit code.
 * @param whenInterrupted printed after Ctrl-C.
 */
export const runOperatorCommand = async <const P extends Command>(
  program: P,
  action: (line: CommandLine<P>, options: CallOptions) => Promise<number>,
  whenInterrupted: string,
): Promise<void> => {
  const interruption = new AbortController();
  await runCommand(program, async (line) => {
    process.once('SIGINT', () => interruption.abort());
    try {
      return await action(line, { ...unlimitedCall(), signal: interruption.signal });
    } catch (error) {
      if (interruption.signal.aborted) {
        console.error(`Interrupted. ${whenInterrupted}`);
        return interrupted;
      }
      const message = failureMessage(error);
      throw message === undefined ? error : new CommandError(message);
    }
  });
};
