import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { queueEntries } from '../../../lib/contract/queues.ts';
import { delayTable, withDelayTable } from '../../../tools/local-cloud/generated-files.ts';

describe('withDelayTable', () => {
  it('replaces the table of docs/local-run.md and nothing else', () => {
    const text = readFileSync('docs/local-run.md', 'utf8');
    const outdated = text.replace(/\| 3 s \| \d+ s \|/, '| 3 s | 1 s |');
    expect(outdated).not.toBe(text);
    expect(withDelayTable(outdated)).toBe(text);
  });

  it('refuses a text that has no place for it', () => {
    expect(() => withDelayTable('# Local run\n')).toThrow('docs/local-run.md has no lines');
  });
});

describe('delayTable', () => {
  it('has a row for each queue', () => {
    for (const [name, { visibilityTimeoutSeconds }] of queueEntries) {
      expect(delayTable()).toContain(
        `| return of a failed message to queue ${name} | 3 s | ${visibilityTimeoutSeconds} s |\n`,
      );
    }
  });
});
