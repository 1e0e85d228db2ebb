import { describe, expect, it } from 'vitest';
import { createLogStore, type LogBatch } from '../../../../tools/local-cloud/logs/log-store.ts';

describe('createLogStore', () => {
  it('keeps lines with their group, stream and time, oldest first', () => {
    let time = 0;
    const store = createLogStore(() => ++time);
    store.append('group', 'a', ['one', 'two']);
    store.append('group', 'b', ['three']);
    expect(store.lines()).toEqual([
      { logGroup: 'group', logStream: 'a', timestamp: 1, message: 'one' },
      { logGroup: 'group', logStream: 'a', timestamp: 2, message: 'two' },
      { logGroup: 'group', logStream: 'b', timestamp: 3, message: 'three' },
    ]);
  });

  it('keeps no more than its capacity, the newest', () => {
    const store = createLogStore(() => 0, 10);
    for (let line = 0; line < 25; line += 1) store.append('group', 'a', [String(line)]);
    expect(store.lines().map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(index + 15)),
    );
  });

  it('hands every batch to its subscribers until they leave', () => {
    const store = createLogStore(() => 7);
    const batches: LogBatch[] = [];
    const leave = store.subscribe((batch) => batches.push(batch));
    store.append('group', 'a', ['one', 'two']);
    store.append('group', 'a', []);
    leave();
    store.append('group', 'a', ['three']);
    expect(batches).toEqual([
      {
        logGroup: 'group',
        logStream: 'a',
        logEvents: [
          { timestamp: 7, message: 'one' },
          { timestamp: 7, message: 'two' },
        ],
      },
    ]);
  });
});
