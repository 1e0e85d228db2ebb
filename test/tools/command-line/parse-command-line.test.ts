import { describe, expect, it } from 'vitest';
import { type Command, flag, option, repeatedOption, variable } from '../../../tools/command-line/command.ts';
import { asksForHelp, parseCommandLine } from '../../../tools/command-line/parse-command-line.ts';
import { oneOf, port, text, wholeNumber } from '../../../tools/command-line/values.ts';

const single = {
  name: 'npm run brew',
  description: 'Brews tea.',
  options: {
    milk: flag('adds milk'),
    cups: option('n', 'number of cups', wholeNumber({ least: 1, most: 6 }), 1),
    leaf: option('name', 'kind of tea', oneOf(['assam', 'oolong'])),
    with: repeatedOption('food', 'something to eat', text),
  },
  variables: { PORT: variable('port of the kettle', port, 3_000) },
  operands: { label: 'guest', least: 0, most: 2 },
} as const satisfies Command;

const several = {
  name: 'npm run kettle',
  description: 'Heats water.',
  options: { quiet: flag('prints nothing') },
  commands: {
    boil: { help: 'boils', options: { cups: option('n', 'cups', wholeNumber({ least: 1, most: 6 })) } },
    fill: { help: 'fills', operands: { label: 'source', least: 1, most: 1 } },
  },
} as const satisfies Command;

const parse = (line: string, environment: Record<string, string> = {}) =>
  parseCommandLine(single, line === '' ? [] : line.split(' '), environment);
const parseSeveral = (line: string) => parseCommandLine(several, line === '' ? [] : line.split(' '), {});

describe('parseCommandLine', () => {
  it('has the defaults of the declaration', () => {
    expect(parse('')).toEqual({
      options: { milk: false, cups: 1, leaf: undefined, with: [] },
      variables: { PORT: 3_000 },
      operands: [],
    });
    expect(parse('', { PORT: '' }).variables.PORT).toBe(3_000);
  });

  it('reads options, operands and environment variables', () => {
    expect(
      parse('alice --milk --cups=2 bob --leaf oolong --with cake --with toast', { PORT: '4000' }),
    ).toEqual({
      options: { milk: true, cups: 2, leaf: 'oolong', with: ['cake', 'toast'] },
      variables: { PORT: 4_000 },
      operands: ['alice', 'bob'],
    });
  });

  it('types the parsed values', () => {
    const { options, variables } = parse('--cups 2');
    const sum: number = options.cups + variables.PORT;
    const leaf: 'assam' | 'oolong' | undefined = options.leaf;
    expect([sum, leaf]).toEqual([3_002, undefined]);
  });

  describe('when a program has several commands', () => {
    it('names the command, with its own options and those of the program', () => {
      const line = parseSeveral('boil --cups 3 --quiet');
      expect(line).toMatchObject({ command: 'boil', options: { cups: 3, quiet: true }, operands: [] });
      if (line.command === 'boil') expect<number | undefined>(line.options.cups).toBe(3);
      expect(parseSeveral('fill well')).toMatchObject({ command: 'fill', operands: ['well'] });
    });

    it.each([
      ['', 'The command is missing: one of boil, fill.'],
      ['burn', 'Unknown command "burn": use one of boil, fill.'],
      ['toString', 'Unknown command "toString": use one of boil, fill.'],
      ['fill well --cups 2', 'fill does not take --cups.'],
      ['fill', 'source is missing.'],
      ['boil over', 'Unexpected argument "over".'],
    ])('refuses %j in one line', (line, problem) => {
      expect(() => parseSeveral(line)).toThrow(
        expect.objectContaining({
          message: `${problem} See \`npm run kettle -- --help\`.`,
          exitCode: 2,
        }),
      );
    });
  });

  it.each([
    ['--suger', {}, "Unknown option '--suger'."],
    ['-m', {}, "Unknown option '-m'."],
    ['--cups', {}, "Option '--cups <value>' argument missing."],
    ['--milk=yes', {}, "Option '--milk' does not take an argument."],
    ['--cups many', {}, '--cups is "many". Set it to a whole number from 1 to 6.'],
    ['--leaf mint', {}, '--leaf is "mint". Set it to one of assam, oolong.'],
    ['a b c', {}, 'Unexpected argument "c".'],
    ['', { PORT: 'http' }, 'PORT is "http". Set it to a whole number from 1 to 65535.'],
    ['', { PORT: '0' }, 'PORT is "0". Set it to a whole number from 1 to 65535.'],
  ])('refuses %j with %j in one line', (line, environment, problem) => {
    expect(() => parse(line, environment)).toThrow(
      expect.objectContaining({ message: `${problem} See \`npm run brew -- --help\`.`, exitCode: 2 }),
    );
  });
});

describe('asksForHelp', () => {
  it.each([
    [['--help'], true],
    [['--nonsense', '-h'], true],
    [['boil'], false],
    [['--', '--help'], false],
  ])('finds in %j: %j', (args, expected) => {
    expect(asksForHelp(args)).toBe(expected);
  });
});
