import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that wait longest, and then those of the infrastructure: beside the former, one worker runs nearly all of these,
 * so that CDK is loaded and compiled once. Then other files of a few lines that run whole services, and those that wait
 * for Prometheus.
 */
const first = [
  /\/test\/service\/(?:judging|paying)\.test\.ts$/,
  /\/test\/infra\//,
  /\/test\/service\/[^/]+$/,
  /\/test\/tools\/slo\/prometheus(?:-server)?\/[^/]+$/,
];

const rank = ({ moduleId }: TestSpecification): number => {
  const found = first.findIndex((pattern) => pattern.test(moduleId));
  return found < 0 ? first.length : found;
};

/** Begins with the files that take longest, also on a machine that has not run them before. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
