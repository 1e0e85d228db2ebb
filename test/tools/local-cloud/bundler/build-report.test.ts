import { beforeEach, describe, expect, it } from 'vitest';
import { type BuildReport, createBuildReport } from '../../../../tools/local-cloud/bundler/build-report.ts';

describe('createBuildReport', () => {
  let printed: string[];
  let report: BuildReport;
  beforeEach(() => {
    printed = [];
    report = createBuildReport((text) => printed.push(text));
  });

  it('prints a repeated error once', () => {
    report.failed(['a', 'b'], 'error 1');
    report.failed(['a'], 'error 1');
    report.failed(['a'], 'error 2');
    expect(printed).toEqual([
      'Does not compile; functions that compiled before keep serving.\nerror 1',
      'Does not compile; functions that compiled before keep serving.\nerror 2',
    ]);
    expect(report.failures()).toEqual(['a', 'b']);
  });

  it('reports success again only when every function compiles', () => {
    report.failed(['a', 'b'], 'error');
    report.succeeded(['a'], ['a']);
    report.succeeded(['b'], []);
    report.succeeded(['b'], []);
    expect(printed.slice(1)).toEqual(['Reloaded: a', 'Everything compiles again.']);
  });
});
