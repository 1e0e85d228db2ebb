/** Test cases of a run of schemathesis. */
export interface ConformanceCounts {
  readonly passed: number;
  readonly failed: number;
}

/** The counts in the summary of schemathesis. A run with errors, or without a summary, has at least one failure. */
export const conformanceCounts = (output: string): ConformanceCounts => {
  const [, generated, passed] = /(\d+) generated, (\d+) passed/.exec(output) ?? [];
  const failed = Number(generated) - Number(passed);
  const isWhole = generated !== undefined && !/^Errors:/m.test(output);
  return { passed: Number(passed ?? 0), failed: isWhole ? failed : Math.max(1, failed || 0) };
};
