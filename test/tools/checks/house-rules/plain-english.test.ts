import { describe, expect, it } from 'vitest';
import { plainEnglishProblems } from '../../../../tools/checks/house-rules/plain-english.ts';

const linesAgainst = (path: string, text: string) =>
  plainEnglishProblems({ path, text }).map(({ line }) => line);

const phrases = [
  'The operator is told once.',
  'The event tells of a change.',
  'Nobody knows the outcome.',
  'Whoever owns the key stores it.',
  'The product is read anew.',
  'What runs by the clock',
  'The run failed. What is left follows.',
];

describe('plainEnglishProblems', () => {
  describe('when a document has a phrase that reads translated', () => {
    it.each(phrases)('refuses "%s"', (phrase) => {
      expect(linesAgainst('docs/a.md', `# Title\n\n${phrase}\n`)).toEqual([3]);
    });

    it.each(['## What runs by the clock', '- What runs by the clock', '| What runs | x |'])(
      'finds it in the line "%s"',
      (line) => {
        expect(linesAgainst('docs/a.md', line)).toEqual([1]);
      },
    );
  });

  describe('when a document quotes or asks', () => {
    it.each(['`nobody`', '```\nnobody\n```', 'What is a canary?', '## What', 'The rule states what fails.'])(
      'accepts "%s"',
      (text) => {
        expect(linesAgainst('docs/a.md', text)).toEqual([]);
      },
    );
  });

  describe('when a docstring begins with "What" or "Who"', () => {
    it.each(['/** What it gives. */', '  /** Who asks. */', ' * Whatever happens.'])(
      'refuses "%s"',
      (line) => {
        expect(linesAgainst('lib/domain/a.ts', `const a = 1;\n${line}\n`)).toEqual([2]);
      },
    );
  });

  describe('when a source file has texts for people', () => {
    it.each([
      'lib/contract/errors/registry.ts',
      'lib/platform/logging/log-events.ts',
      'tools/slo/a.ts',
      'infra/monitoring/a.ts',
    ])('refuses the phrase in a literal of %s', (path) => {
      expect(linesAgainst(path, "const a = 1;\nconst text = 'nobody answers';")).toEqual([2]);
    });

    it('finds the line in a template of several lines', () => {
      expect(linesAgainst('tools/a.ts', 'const text = `Usage: x\n\n  What it does\n`;')).toEqual([3]);
    });

    it('accepts the phrase in comments', () => {
      expect(linesAgainst('tools/a.ts', '/** Nobody. */\nconst a = 1; // nobody')).toEqual([]);
    });
  });

  describe('when no person reads the texts of a file', () => {
    it('accepts any phrase', () => {
      expect(linesAgainst('test/a.test.ts', "it('tells nobody', () => {});")).toEqual([]);
    });
  });
});
