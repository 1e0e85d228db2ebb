import { describe, expect, it } from 'vitest';
import { type HistoryPart, partText, readPart } from '../../../../tools/simulation/history/history-part.ts';

describe('a part of a history', () => {
  it.each<[string, HistoryPart]>([
    ['//0', { commands: [], faults: [], luck: 0 }],
    [
      '1.2,3.10/crash,eventLost/0',
      { commands: ['1.2', '3.10'], faults: [{ fault: 'crash' }, { fault: 'eventLost' }], luck: 0 },
    ],
    ['1.1/crash:6-7/2', { commands: ['1.1'], faults: [{ fault: 'crash', first: 6, last: 7 }], luck: 2 }],
  ])('is written and read as %s', (text, part) => {
    expect(partText(part)).toBe(text);
    expect(readPart(text)).toEqual(part);
  });

  it.each(['', '1.2', '1.2/crash', '1.2/nonsense/0', '1.2/crash:6/0'])('is not read from "%s"', (text) => {
    expect(() => readPart(text)).toThrow(/is "|names no fault/);
  });
});
