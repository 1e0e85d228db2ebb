import { spawnSync } from 'node:child_process';

/** CPUs numbered in a list such as `0,2-4`. */
export const parseCpuList = (list: string): number[] =>
  list
    .trim()
    .split(',')
    .flatMap((range) => {
      const [first = Number.NaN, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });

/** Command line that runs a command on one CPU. */
export const pinned = (cpu: number, command: string, args: readonly string[]): [string, ...string[]] => [
  'taskset',
  '--cpu-list',
  String(cpu),
  command,
  ...args,
];

/**
 * Moves this process and its unpinned children away from one CPU.
 * @returns that CPU; `undefined` where `taskset` is missing or there is only one CPU.
 */
export const reserveCpu = (): number | undefined => {
  const taskset = (...args: string[]) => spawnSync('taskset', args, { encoding: 'utf8' });
  const { status, stdout } = taskset('--cpu-list', '--pid', String(process.pid));
  if (status !== 0) return undefined;
  const cpus = parseCpuList(stdout.slice(stdout.lastIndexOf(':') + 1));
  const reserved = cpus.pop();
  if (reserved === undefined || cpus.length === 0) return undefined;
  const moved = taskset('--all-tasks', '--cpu-list', '--pid', cpus.join(','), String(process.pid));
  return moved.status === 0 ? reserved : undefined;
};
