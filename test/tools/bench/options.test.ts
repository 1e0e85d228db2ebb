import { describe, expect, it } from 'vitest';
import { benchCommand, toOptions } from '../../../tools/bench/options.ts';
import { parseCommandLine } from '../../../tools/command-line/parse-command-line.ts';

const parse = (args: readonly string[]) => toOptions(parseCommandLine(benchCommand, args, {}));

describe('toOptions', () => {
  describe('when no option is given', () => {
    it('selects all parts', () => {
      expect(parse([])).toMatchObject({
        parts: ['size', 'cold', 'warm', 'contention', 'reads', 'metrics', 'local', 'console'],
        coldRounds: 21,
        effort: 1,
      });
    });
  });

  describe('when parts are named', () => {
    it('selects these, in the usual order', () => {
      expect(parse(['--only', 'warm', '--only', 'size']).parts).toEqual(['size', 'warm']);
    });
  });

  describe('when a number of rounds is given', () => {
    it('uses it for cold starts and a fifth of it for warm runs', () => {
      expect(parse(['--rounds', '10'])).toMatchObject({ coldRounds: 10, warmRounds: 2 });
    });
  });

  it.each([
    [['--only', 'tepid'], /tepid/],
    [['--rounds', '0'], /whole number/],
    [['--rounds', 'many'], /whole number/],
    [['--fast'], /--fast/],
  ])('refuses %j', (args, message) => {
    expect(() => parse(args)).toThrow(message);
  });
});
