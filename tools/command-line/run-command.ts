import { type AwsProblem, awsProblemOf } from './aws-problem.ts';
import type { Command, CommandLine } from './command.ts';
import { CommandError } from './command-error.ts';
import { helpText } from './help-text.ts';
import { asksForHelp, parseCommandLine } from './parse-command-line.ts';

type ErrorClass = abstract new (...args: never[]) => Error;

/** Errors besides `CommandError` that a command ends with in one line and exit code 1. */
export interface ExpectedErrors {
  readonly expected?: readonly ErrorClass[];
}

/** The reader of the output may stop reading (`… | head`): the rest is not printed, and the work continues. */
const tolerateClosedOutput = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
};

const sentenceOf = ({ what, cure }: AwsProblem): string =>
  `${what.charAt(0).toUpperCase()}${what.slice(1)}; ${cure}.`;

/**
 * Runs this process as a command: prints its help, or reads its command line and carries it out. Code that the help
 * does not need is best loaded inside `action`: an error of its start is then one line too.
 * A problem of the AWS credentials, or of the connection to AWS, is one line with its cure.
 * @param action returns the exit code; 0 when it returns nothing.
 */
export const runCommand = async <const P extends Command>(
  program: P,
  action: (line: CommandLine<P>) => Promise<number | undefined>,
  { expected = [] }: ExpectedErrors = {},
): Promise<void> => {
  tolerateClosedOutput();
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    process.stdout.write(helpText(program));
    return;
  }
  try {
    process.exitCode = (await action(parseCommandLine(program, args, process.env))) ?? 0;
  } catch (error) {
    const isExpected = error instanceof CommandError || expected.some((type) => error instanceof type);
    const problem = isExpected ? undefined : awsProblemOf(error);
    if (!isExpected && problem === undefined) throw error;
    console.error(problem === undefined ? (error as Error).message : sentenceOf(problem));
    process.exitCode = error instanceof CommandError ? error.exitCode : 1;
  }
};
