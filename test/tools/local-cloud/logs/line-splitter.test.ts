import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../../../tools/local-cloud/logs/line-splitter.ts';

describe('createLineSplitter', () => {
  it('gives each line once its end has come', () => {
    const splitter = createLineSplitter();
    expect(splitter.push('one\ntw')).toEqual(['one']);
    expect(splitter.push('o\r\nthree\n')).toEqual(['two', 'three']);
    expect(splitter.flush()).toEqual([]);
  });

  it('gives a line without an end when it is flushed, and only then', () => {
    const splitter = createLineSplitter();
    splitter.push('rest');
    expect(splitter.flush()).toEqual(['rest']);
    expect(splitter.flush()).toEqual([]);
  });

  it('cuts lines that are longer than 256 KiB', () => {
    const lines = createLineSplitter().push(`${'a'.repeat(300 * 1024)}\n`);
    expect(lines.map(({ length }) => length)).toEqual([256 * 1024, 44 * 1024]);
  });
});
