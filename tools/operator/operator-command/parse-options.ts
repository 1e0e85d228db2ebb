import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { CommandError } from './command-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Options and operands of a command line.
 * @param wrong makes the error that says what is wrong with it.
 * @throws {CommandError} on an option that there is not, or without its value.
 */
export const parseOptions = <const O extends Options>(
  args: readonly string[],
  options: O,
  wrong: (problem: string) => CommandError,
) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Its first sentence; what follows is advice for programmers.
    throw wrong((error as Error).message.split('. ')[0]?.replace(/\.$/, '') ?? 'The command is wrong');
  }
};
