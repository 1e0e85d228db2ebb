import { describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import { generatedFiles } from '../../../../tools/generate/generated-files.ts';
import { fileProblems, readText } from '../../../../tools/slo/command/check-command.ts';
import { monitoringFiles } from '../../../../tools/slo/generated-files.ts';
import { runbookSkeleton } from '../../../../tools/slo/runbooks.ts';
import { anObjective } from '../../../builders/an-objective.ts';

describe('fileProblems', () => {
  it('names files that are missing or differ from their generators', () => {
    const files = { 'a.yaml': () => 'new', 'b.yaml': () => 'same', 'c.yaml': () => 'never written' };
    const written: Record<string, string> = { 'a.yaml': 'old', 'b.yaml': 'same' };
    expect(fileProblems(files, (path) => written[path])).toEqual([
      'a.yaml is out of date: npm run generate',
      'c.yaml is missing: npm run generate',
    ]);
  });

  it('names runbooks that are still skeletons', () => {
    const skeleton = runbookSkeleton(anObjective());
    expect(fileProblems({ 'a.md': () => skeleton }, () => skeleton)).toEqual([
      'a.md has parts "To be written.": write them',
    ]);
  });

  it('finds no problem in the repository', () => {
    expect(fileProblems(monitoringFiles, readText)).toEqual([]);
  });
});

describe('readText', () => {
  it('is undefined for a file that does not exist', () => {
    expect(readText('monitoring/nothing.yaml')).toBeUndefined();
  });

  it('is the text of a file that exists', () => {
    expect(readText('package.json')).toMatch(/^\{/);
  });
});

describe('monitoringFiles', () => {
  it('hold every generated file that names an objective, but for the references of the docs', () => {
    const naming = Object.entries(generatedFiles).filter(([, generate]) =>
      sloIds.some((id) => generate().includes(id)),
    );
    const names = naming.map(([path]) => path).filter((path) => !/^docs\/[a-z-]+\.md$/.test(path));
    expect(Object.keys(monitoringFiles)).toEqual(expect.arrayContaining(names));
  });
});
