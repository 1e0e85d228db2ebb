import { describe, expect, it } from 'vitest';
import { createChecklist } from '../../../tools/command-line/checklist.ts';

describe('createChecklist', () => {
  it('counts and prints checks that pass and fail, with the observed value of the failed ones', () => {
    const printed: string[] = [];
    const { check, tally } = createChecklist((line) => printed.push(line));
    expect(check('it answers', true, 'nothing')).toBe(true);
    expect(check('it is refused', false, { status: 200 })).toBe(false);
    expect(tally).toEqual({ passed: 1, failed: 1 });
    expect(printed).toEqual(['ok      it answers', 'FAILED  it is refused', '        {"status":200}']);
  });
});
