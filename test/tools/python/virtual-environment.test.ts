import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../tools/command-line/command-error.ts';
import { hasPython } from '../../../tools/python/virtual-environment.ts';

const ask = (isContinuousIntegration: boolean, installed: boolean) => {
  const printed: string[] = [];
  const answer = hasPython(
    'a check',
    (line) => printed.push(line),
    isContinuousIntegration,
    () => installed,
  );
  return { answer, printed };
};

describe('hasPython', () => {
  it('is true where Python is installed, and prints nothing', () => {
    expect(ask(false, true)).toEqual({ answer: true, printed: [] });
  });

  it('names the step that is skipped without Python', () => {
    expect(ask(false, false)).toEqual({
      answer: false,
      printed: ['a check: skipped, Python 3 with venv is missing'],
    });
  });

  it('refuses to skip anything in CI', () => {
    expect(() => ask(true, false)).toThrow(CommandError);
  });
});
