import { describe, expect, it } from 'vitest';
import { testTitleProblems, testTitles } from '../../../../tools/checks/house-rules/test-titles.ts';

describe('testTitles', () => {
  it('reads titles with their groups, however a test is declared', () => {
    const text = [
      `describe('order', () => {`,
      `  describe.each(rows)('when %s', (status: string) => {`,
      `    it('is refused', () => {});`,
      `    it.each\`a | b\`(\`counts \${status} items\`, async () => {});`,
      `    test.skip('waits', () => {});`,
      `  });`,
      `});`,
    ].join('\n');
    expect(testTitles(text)).toEqual([
      'order > when %s > is refused',
      'order > when %s > counts … items',
      'order > when %s > waits',
    ]);
  });

  it('does not take other calls for tests', () => {
    expect(testTitles(`split('a'); credit.it('b');`)).toEqual([]);
  });
});

describe('testTitleProblems', () => {
  const file = (path: string, title: string) => ({ path, text: `it('${title}', () => {});` });

  it('refuses a title that another file has', () => {
    expect(testTitleProblems([file('test/a.test.ts', 'adds'), file('test/b.test.ts', 'adds')])).toEqual([
      {
        path: 'test/b.test.ts',
        rule: 'unique-test-title',
        advice: '"adds" is already in test/a.test.ts: say what differs',
      },
    ]);
  });

  it('refuses a title that wishes instead of stating', () => {
    const problems = testTitleProblems([file('test/a.test.ts', 'should add')]);
    expect(problems).toMatchObject([{ rule: 'test-title-states-a-fact' }]);
  });

  it.each(['records what was sent', 'ends in any case, whatever it does', 'asks nobody'])(
    'refuses the title "%s", which lacks a noun',
    (title) => {
      const problems = testTitleProblems([file('test/a.test.ts', title)]);
      expect(problems).toMatchObject([{ rule: 'test-title-names-the-noun' }]);
    },
  );

  it.each(['order-store.contract.ts', 'payments.suite.ts'])('reads the titles of %s', (name) => {
    const problems = testTitleProblems([file(`test/lib/${name}`, 'stores what was ordered')]);
    expect(problems).toMatchObject([{ rule: 'test-title-names-the-noun' }]);
  });

  it('accepts a parameter with the name of such a word', () => {
    expect(testTitleProblems([file('test/a.test.ts', 'refuses $what')])).toEqual([]);
  });

  it('accepts the same words in different groups', () => {
    const text = `describe('a', () => it('adds', f)); describe('b', () => it('adds', f));`;
    expect(testTitleProblems([{ path: 'test/a.test.ts', text }])).toEqual([]);
  });

  it('reads test files only', () => {
    expect(
      testTitleProblems([file('test/builders/a.ts', 'should add'), file('lib/it.ts', 'should')]),
    ).toEqual([]);
  });
});
