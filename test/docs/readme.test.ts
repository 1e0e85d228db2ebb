import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync('README.md', 'utf8');

describe('README.md', () => {
  it('states the number of files of the order service, within 20', () => {
    const stated = Number(/About (\d+) files are the order service/.exec(text)?.[1]);
    const counted = globSync([
      'functions/*.ts',
      'lib/{domain,app,adapters,presenters,composition}/**/*.ts',
    ]).length;
    expect(Math.abs(stated - counted)).toBeLessThanOrEqual(20);
  });

  it('lists every folder of lib and tools', () => {
    const folders = globSync(['lib/*/', 'tools/*/']).map(
      (path) => `${path.replaceAll('\\', '/').replace(/\/$/, '')}/`,
    );
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
  });
});
