import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

const records = globSync('docs/adr/[0-9]*.md')
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

describe('docs/adr', () => {
  it('lists every record in its index, by number', () => {
    const index = readFileSync('docs/adr/README.md', 'utf8');
    const listed = [...index.matchAll(/^\| \[(\d{3})\]\((\S+)\)/gm)].map(([, , file]) => file);
    expect(listed).toEqual(records.map((path) => basename(path)));
  });

  it.each(records)('gives %s its number and the sections of the template', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(new RegExp(`^# ADR ${basename(path).slice(0, 3)}: `));
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(expect.arrayContaining(['What', 'Why', 'Consequences', 'Alternatives']));
  });
});
