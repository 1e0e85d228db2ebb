import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that run whole services, and those that wait for Prometheus: a minute's work in files of a few lines. */
const slow = /\/test\/(?:service|scripts\/prometheus(?:-server)?)\/[^/]+$/;

/** Begins with the files that take longest, also on a machine that has not run them before. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slow.test(moduleId);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
