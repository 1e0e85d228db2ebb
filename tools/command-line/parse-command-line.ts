import { parseArgs } from 'node:util';
import type { Command, CommandLine, Environment, Operands, Options } from './command.ts';
import { CommandError, InvalidValueError } from './command-error.ts';

/** How to pass an argument to a command: npm takes those before `--` for itself. */
export const withArguments = (name: string): string => (name.startsWith('npm ') ? `${name} --` : name);

/** An error of a command line: one line with the problem, and where to find help. */
export const usageError = ({ name }: Command, problem: string) =>
  new CommandError(`${problem} See \`${withArguments(name)} --help\`.`, 2);

const sentence = (text: string): string => `${text.split('. ')[0]?.replace(/\.$/, '')}.`;

const read = <T>(command: Command, name: string, value: () => T): T => {
  try {
    return value();
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    throw usageError(command, `${name} ${error.message}`);
  }
};

const readAll = <G>(
  command: Command,
  parameters: Readonly<Record<string, { readonly read: (given: G) => unknown }>>,
  dashes: string,
  given: (name: string) => G,
) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      read(command, `${dashes}${name}`, () => parameter.read(given(name))),
    ]),
  );

const tokensOf = (command: Command, args: readonly string[], options: Options) => {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [
      name,
      { type, multiple: true as const, ...(short !== undefined && { short }) },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true });
  } catch (error) {
    // The first sentence names the problem; the rest is advice for programmers.
    throw usageError(command, sentence((error as Error).message));
  }
};

const operandsProblem = ({ label, least, most }: Operands, operands: readonly string[]) => {
  if (operands.length < least) return `${label} is missing.`;
  return operands.length > most ? `Unexpected argument ${JSON.stringify(operands[most])}.` : undefined;
};

const noOperands: Operands = { label: '', least: 0, most: 0 };

/** Whether the arguments ask for help, beside any others. */
export const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
};

/**
 * Reads the arguments and environment variables of a command.
 * @throws {CommandError} with exit code 2 when an option, operand or variable is unknown, missing or out of range.
 */
export const parseCommandLine = <const P extends Command>(
  program: P,
  args: readonly string[],
  environment: Environment,
): CommandLine<P> => {
  const { options: common = {}, commands, variables = {} } = program;
  const every: Options = Object.assign(
    {},
    common,
    ...Object.values(commands ?? {}).map(({ options = {} }) => options),
  );
  const { values, positionals } = tokensOf(program, args, every);
  const [name = '', ...rest] = positionals;
  const known = Object.keys(commands ?? {}).join(', ');
  if (commands !== undefined && name === '')
    throw usageError(program, `The command is missing: one of ${known}.`);
  if (commands !== undefined && !Object.hasOwn(commands, name))
    throw usageError(program, `Unknown command ${JSON.stringify(name)}: use one of ${known}.`);

  const command = commands?.[name] ?? program;
  const options: Options = { ...common, ...command.options };
  const foreign = Object.keys(values).find((option) => !Object.hasOwn(options, option));
  if (foreign !== undefined) throw usageError(program, `${name} does not take --${foreign}.`);
  const operands = commands === undefined ? positionals : rest;
  const problem = operandsProblem(command.operands ?? noOperands, operands);
  if (problem !== undefined) throw usageError(program, problem);

  const line = {
    ...(commands !== undefined && { command: name }),
    options: readAll(program, options, '--', (option) => (values[option] ?? []).map(String)),
    variables: readAll(program, variables, '', (variable) => environment[variable]),
    operands,
  };
  // The shape follows the declaration, which the compiler cannot see through Object.entries.
  return line as unknown as CommandLine<P>;
};
