import { type CallOptions, unlimitedCall } from '../../../lib/platform/call-options.ts';
import { commandFailure } from './command-failure.ts';

/**
 * Runs a command to its end, or to Ctrl-C, and leaves its exit code.
 * @param whenInterrupted what Ctrl-C leaves behind.
 */
export const runOperatorCommand = async (
  command: (options: CallOptions) => Promise<number>,
  whenInterrupted: string,
): Promise<void> => {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  try {
    process.exitCode = await command({ ...unlimitedCall(), signal: interruption.signal });
  } catch (error) {
    const isInterrupted = interruption.signal.aborted;
    const failure = commandFailure(error, { isInterrupted, whenInterrupted });
    if (!failure) throw error;
    console.error(failure.problem);
    process.exitCode = failure.exitCode;
  }
};
