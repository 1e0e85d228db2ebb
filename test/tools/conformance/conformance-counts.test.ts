import { describe, expect, it } from 'vitest';
import { conformanceCounts } from '../../../tools/conformance/conformance-counts.ts';

const summary = (cases: string, errors = '') =>
  `Test Phases:\n  ✅ Fuzzing\n\n${errors}Test cases:\n  ${cases}\n\nSeed: 1`;

describe('conformanceCounts', () => {
  it('reads how many cases passed', () => {
    expect(conformanceCounts(summary('93 generated, 93 passed'))).toEqual({ passed: 93, failed: 0 });
  });

  it('counts cases that found a difference', () => {
    expect(conformanceCounts(summary('93 generated, 91 passed, 2 found 1 unique failures'))).toEqual({
      passed: 91,
      failed: 2,
    });
  });

  it.each([
    ['with an error of its own', summary('93 generated, 93 passed', 'Errors:\n  🚫 Schema Error: 1\n\n')],
    ['without a summary', 'Traceback (most recent call last):'],
  ])('has a failure for a run %s', (_, output) => {
    expect(conformanceCounts(output).failed).toBe(1);
  });
});
