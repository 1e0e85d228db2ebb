import { describe, expect, it } from 'vitest';
import { parseCpuList } from '../../../../tools/bench/processes/pinning.ts';

describe('parseCpuList', () => {
  it.each([
    ['0', [0]],
    ['0,1', [0, 1]],
    [' 0-3\n', [0, 1, 2, 3]],
    ['0,2-4,7', [0, 2, 3, 4, 7]],
  ])('reads %j', (list, cpus) => {
    expect(parseCpuList(list)).toEqual(cpus);
  });
});
