import { describe, expect, it } from 'vitest';
import { monitoringFiles, outOfDate, readText } from '../../../scripts/slo/check-command.ts';

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

describe('monitoringFiles', () => {
  it('hold everything that is made from the objectives, and nothing else', () => {
    const paths = Object.keys(monitoringFiles);
    expect(paths).toContain('monitoring/openslo/order-service.yaml');
    expect(paths.filter((path) => !path.startsWith('monitoring/'))).toEqual([]);
  });

  it('are checked in as they would be generated', () => {
    expect(outOfDate(monitoringFiles, readText)).toEqual([]);
  });
});
