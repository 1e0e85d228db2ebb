import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of a few lines that run whole services, and then those that wait for Prometheus, take longest. */
const slowest = [/\/test\/service\/[^/]+$/, /\/test\/tools\/slo\/prometheus(?:-server)?\/[^/]+$/];

const rank = ({ moduleId }: TestSpecification): number => {
  const found = slowest.findIndex((pattern) => pattern.test(moduleId));
  return found < 0 ? slowest.length : found;
};

/** Begins with the files that take longest, also on a machine that has not run them before. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
