import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { launched, projectRoot } from '../../../tools/project.ts';

export interface RunningScript {
  readonly child: ChildProcess;
  /** Its output so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves with the exit code, once it has ended and closed its output. */
  readonly ended: Promise<number | null>;
}

/** Runs a script of `tools/` in a process of its own. */
export const startScript = (
  name: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): RunningScript => {
  const child = spawn(process.execPath, [...launched(`tools/${name}`), ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  return { child, output, ended: once(child, 'close').then(([code]) => code) };
};

export const runScript = async (...[name, args, variables]: Parameters<typeof startScript>) => {
  const { output, ended } = startScript(name, args, variables);
  return { code: await ended, ...output };
};

/** Ids of the processes that a process has started, and they, and so on. Not on Windows. */
export const descendantsOf = (processId: number): number[] => {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    rows.flatMap(([child = 0, its]) => (its === parent ? [child, ...childrenOf(child)] : []));
  return childrenOf(processId);
};

/** Whether a process is running; one that has ended but is not reaped is not. */
export const runs = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  if (process.platform === 'win32') return true;
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(processId)], { encoding: 'utf8' }).startsWith(
      'Z',
    );
  } catch {
    return false;
  }
};
