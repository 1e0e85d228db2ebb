import type { ValueParser } from './values.ts';

/** An option of a command: a flag, or an option with a value. */
export interface Option<T> {
  readonly type: 'boolean' | 'string';
  readonly help: string;
  /** Name of the value in the help text. */
  readonly label?: string;
  /** One letter that stands for the name. */
  readonly short?: string;
  /** @param texts one for each time the option is given; a flag that is given has one empty text. */
  readonly read: (texts: readonly string[]) => T;
}

/** An environment variable that a command reads. The empty text counts as unset. */
export interface Variable<T> {
  readonly help: string;
  readonly read: (text: string | undefined) => T;
}

export type Options = Readonly<Record<string, Option<unknown>>>;
export type Variables = Readonly<Record<string, Variable<unknown>>>;

/** Values of environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Values without a name, such as files. */
export interface Operands {
  readonly label: string;
  readonly least: number;
  readonly most: number;
}

/** A command line as data: its help text and its parser come from it. */
export interface Command {
  /** How to call it: `npm run …`. */
  readonly name: string;
  readonly description: string;
  readonly options?: Options;
  readonly variables?: Variables;
  readonly operands?: Operands;
  /** Commands by name; a program with commands takes one of them first. */
  readonly commands?: Readonly<Record<string, Subcommand>>;
  /** Text under the options, such as the exit codes. */
  readonly notes?: string;
}

/** One of several commands of a program; it takes the options of the program too. */
export interface Subcommand {
  readonly help: string;
  readonly options?: Options;
  readonly operands?: Operands;
}

/** A flag: false unless given. */
export const flag = (help: string): Option<boolean> => ({
  type: 'boolean',
  help,
  read: (texts) => texts.length > 0,
});

const withDefault = (help: string, initial: unknown): string =>
  initial === undefined ? help : `${help} (default ${initial})`;

/** An option with a value; `initial` unless given. */
export const option = <T, D extends T | undefined = undefined>(
  label: string,
  help: string,
  parse: ValueParser<T>,
  initial?: D,
): Option<T | D> => ({
  type: 'string',
  label,
  help: withDefault(help, initial),
  read: (texts) => {
    const last = texts.at(-1);
    return last === undefined ? (initial as D) : parse(last);
  },
});

/** An option that may be given several times. */
export const repeatedOption = <T>(
  label: string,
  help: string,
  parse: ValueParser<T>,
): Option<readonly T[]> => ({ type: 'string', label, help, read: (texts) => texts.map(parse) });

/** An environment variable; `initial` unless set. */
export const variable = <T, D extends T | undefined = undefined>(
  help: string,
  parse: ValueParser<T>,
  initial?: D,
): Variable<T | D> => ({
  help: withDefault(help, initial),
  read: (text) => (text ? parse(text) : (initial as D)),
});

type ValuesOf<P> =
  P extends Readonly<Record<string, { readonly read: (given: never) => unknown }>>
    ? { readonly [N in keyof P]: ReturnType<P[N]['read']> }
    : object;

interface Values<C extends { readonly options?: Options }, P extends Command> {
  readonly options: ValuesOf<C['options']> & ValuesOf<P['options']>;
  readonly variables: ValuesOf<P['variables']>;
  readonly operands: readonly string[];
}

/** Parsed command line; with `command` when the program has several. */
export type CommandLine<P extends Command> = P extends {
  readonly commands: infer C extends Readonly<Record<string, Subcommand>>;
}
  ? { readonly [N in keyof C]: Values<C[N], P> & { readonly command: N } }[keyof C]
  : Values<P, P>;
