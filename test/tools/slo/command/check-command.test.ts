import { describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import { generatedFiles } from '../../../../tools/generate/generated-files.ts';
import { objectiveFiles, outOfDate, readText } from '../../../../tools/slo/command/check-command.ts';

describe('outOfDate', () => {
  const files = { 'a.yaml': () => 'new', 'b.yaml': () => 'same', 'c.yaml': () => 'never written' };

  it('names the files that are not as they would be generated', () => {
    const written: Record<string, string> = { 'a.yaml': 'old', 'b.yaml': 'same' };
    expect(outOfDate(files, (path) => written[path])).toEqual(['a.yaml', 'c.yaml']);
  });
});

describe('readText', () => {
  it('is undefined for a file that is not there', () => {
    expect(readText('monitoring/nothing.yaml')).toBeUndefined();
  });

  it('is the text of one that is', () => {
    expect(readText('package.json')).toMatch(/^\{/);
  });
});

describe('objectiveFiles', () => {
  it('hold all that names an objective, and nothing else that is generated', () => {
    const naming = Object.entries(generatedFiles).filter(([, generate]) =>
      sloIds.some((id) => generate().includes(id)),
    );
    // Errors and log codes link to runbooks of objectives.
    const names = naming.map(([path]) => path).filter((path) => !/errors|logs/.test(path));
    expect(Object.keys(objectiveFiles)).toEqual(expect.arrayContaining(names));
    expect(
      Object.keys(objectiveFiles).filter((path) => !/^monitoring\/|^docs\/(?:metrics|runbooks)/.test(path)),
    ).toEqual([]);
  });

  it('are checked in as they would be generated', () => {
    expect(outOfDate(objectiveFiles, readText)).toEqual([]);
  });
});
