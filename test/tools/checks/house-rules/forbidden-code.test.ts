import { describe, expect, it } from 'vitest';
import { forbiddenCodeProblems } from '../../../../tools/checks/house-rules/forbidden-code.ts';

const rulesAgainst = (path: string, text: string) =>
  forbiddenCodeProblems({ path, text }).map(({ rule }) => rule);

// Put together, so that the rule does not find it in this file.
const patch = (tool: string, method: string) => `${tool}.${method}('./clock.ts')`;
const inlineImport = (type: string) => `type T = ${'import'}('./order.ts').${type};`;

describe('forbiddenCodeProblems', () => {
  describe('when a test patches a module', () => {
    it.each([patch('vi', 'mock'), patch('vi', 'doMock'), patch('jest', 'mock')])('refuses %s', (text) => {
      expect(rulesAgainst('test/lib/a.test.ts', text)).toEqual(['no-module-patching']);
    });
  });

  describe('when the environment is read', () => {
    it.each([
      'const level = process.env.LOG_LEVEL;',
      `const { env } = process['env'];`,
      `import { env } from 'node:process';`,
    ])('refuses %s outside lib/composition/env.ts', (text) => {
      expect(rulesAgainst('lib/adapters/a.ts', text)).toEqual(['one-environment-reader']);
      expect(rulesAgainst('functions/a.ts', text)).toEqual(['one-environment-reader']);
      expect(rulesAgainst('lib/composition/env.ts', text)).toEqual([]);
      expect(rulesAgainst('tools/a.ts', text)).toEqual([]);
    });
  });

  describe('when a type is imported inline', () => {
    it('refuses it, because the import rules do not see it', () => {
      expect(rulesAgainst('lib/app/a.ts', inlineImport('Order'))).toEqual(['no-inline-type-import']);
    });

    it('accepts an import that is awaited at run time', () => {
      expect(rulesAgainst('tools/a.ts', `const m = await ${'import'}('./order.ts');`)).toEqual([]);
    });
  });

  describe('when code is in the domain', () => {
    it.each([
      ['export const f = async () => 1;', 'domain-is-synchronous'],
      ['setTimeout(f, 1);', 'domain-is-synchronous'],
      ['const now = Date.now();', 'domain-is-deterministic'],
      ['const now = new Date();', 'domain-is-deterministic'],
      ['const now = new Date;', 'domain-is-deterministic'],
      ['const luck = Math.random();', 'domain-is-deterministic'],
      ['const id = randomUUID();', 'domain-is-deterministic'],
      ['const id = crypto.getRandomValues(a);', 'domain-is-deterministic'],
      ['console.log(order);', 'domain-has-no-effects'],
      ['process.exit(1);', 'domain-has-no-effects'],
    ])('refuses %s', (text, rule) => {
      expect(rulesAgainst('lib/domain/a.ts', text)).toEqual([rule]);
      expect(rulesAgainst('lib/slo/a.ts', text)).toEqual([rule]);
    });

    it.each([
      'const then = new Date(order.createdAt);',
      'const then = Date.parse(order.createdAt);',
      '/** Customers process. Async work waits. */',
      'const a = 1; // not console.log(a)',
      "const url = 'https://example.com';",
    ])('accepts %s', (text) => {
      expect(rulesAgainst('lib/domain/a.ts', text)).toEqual([]);
    });

    it('reports the line number, lines of comments included', () => {
      const text = '/*\n * why\n */\nconst now = Date.now();\n';
      expect(forbiddenCodeProblems({ path: 'lib/domain/a.ts', text })).toMatchObject([{ line: 4 }]);
    });
  });

  describe('when the same code is elsewhere', () => {
    it('accepts it', () => {
      expect(rulesAgainst('lib/adapters/a.ts', 'const now = async () => Date.now();')).toEqual([]);
    });
  });
});
