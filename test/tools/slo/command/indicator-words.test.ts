import { describe, expect, it } from 'vitest';
import { indicatorWords } from '../../../../tools/slo/command/indicator-words.ts';

describe('indicatorWords', () => {
  it.each([
    [{ kind: 'availability' }, /^Requests; bad are failures of the service/],
    [{ kind: 'latency', thresholdMs: 500 }, /within 500 ms\.$/],
    [{ kind: 'latency', thresholdMs: 1_500 }, /within 1\.5 s\.$/],
    [{ kind: 'freshness', deadlineMs: 10_000 }, /within 10 s; unfinished work is judged bad then/],
    [{ kind: 'success' }, /^Attempts; a refusal is not an event/],
  ] as const)('describes the events of %j', (indicator, words) => {
    expect(indicatorWords(indicator)).toMatch(words);
  });
});
