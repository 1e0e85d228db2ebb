import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import { projectFile, projectRoot } from '../../project.ts';
import type { Laboratory } from '../laboratory.ts';

/** The local run as a process of its own. */
export interface LocalService {
  readonly url: string;
  readonly processId: number;
  /** From the start of the process until it said that it was ready. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Switches every restriction of AWS off. */
export const withoutStrictness = [
  '--conflicts',
  'off',
  '--index-lag',
  'off',
  '--freezing',
  'off',
  '--iam',
  'off',
];

const settings = {
  PORT: '0',
  LOG_LEVEL: 'INFO',
  // No order expires while it is measured.
  [names.paymentWindowSeconds]: '86400',
};

/** The benchmark itself may keep off a CPU, and its children with it. */
const onAllCpus = (commandLine: readonly string[]): [string, ...string[]] => [
  'taskset',
  '--cpu-list',
  `0-${cpus().length - 1}`,
  ...commandLine,
];

/** Starts the local run as `npm start` does, in memory and on a free port. */
export const startLocalService = async (
  { processes, cpu }: Pick<Laboratory, 'processes' | 'cpu'>,
  args: readonly string[],
): Promise<LocalService> => {
  const isPinned = cpu !== undefined;
  const before = performance.now();
  const { scripts } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
  const node: [string, ...string[]] = [process.execPath, ...scripts.start.split(' ').slice(1), ...args];
  const [command, ...rest] = isPinned ? onAllCpus(node) : node;
  const child = processes.start(command, rest, {
    cwd: projectRoot,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as Readable });
  const ended = once(child, 'exit');
  for await (const line of lines) {
    const url = /ready at (http:\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    const readyMs = performance.now() - before;
    child.stdout?.resume();
    return {
      url,
      processId: child.pid ?? 0,
      readyMs,
      async stop() {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('the local run ended before it was ready');
};
