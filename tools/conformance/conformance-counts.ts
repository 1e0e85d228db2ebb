/** Test cases of a run of schemathesis. */
export interface ConformanceCounts {
  readonly passed: number;
  readonly failed: number;
}

/** The counts in the summary of schemathesis; `undefined` without one. A run with errors has at least one failure. */
export const conformanceCounts = (output: string): ConformanceCounts | undefined => {
  const [, generated, passed] = /(\d+) generated, (\d+) passed/.exec(output) ?? [];
  if (generated === undefined || passed === undefined) return undefined;
  const failed = Number(generated) - Number(passed);
  return { passed: Number(passed), failed: /^Errors:/m.test(output) ? Math.max(1, failed) : failed };
};
