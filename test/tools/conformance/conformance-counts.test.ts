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

  it('has a failure for a run with an error of its own', () => {
    const output = summary('93 generated, 93 passed', 'Errors:\n  🚫 Schema Error: 1\n\n');
    expect(conformanceCounts(output)).toEqual({ passed: 93, failed: 1 });
  });

  it('has no counts of a run without a summary', () => {
    expect(conformanceCounts('Traceback (most recent call last):')).toBeUndefined();
  });
});
