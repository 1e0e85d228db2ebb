import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processors of a function with 512 MB after its init: Lambda gives one for each 1,769 MB. */
const limitedCpus = 512 / 1_769;

/** Lambda's own period. */
const periodMs = 20;

/** Limits the processor time of a measured process from the moment when its module is loaded. */
export interface CpuLimit {
  /** `quota`: by the scheduler. `signals`: the process is stopped for a part of each period, so times are multiples of it. */
  readonly kind: 'quota' | 'signals';
  /** Tells the process what to do once it is loaded. */
  readonly environment: Readonly<Record<string, string>>;
  /** For a process that has said that it is loaded. */
  readonly onLoaded?: (child: ChildProcess) => void;
  remove(): void;
}

/** The variable with the control group that a loaded process joins. */
export const cpuGroupVariable = 'BENCHMARK_CPU_GROUP';

/** Set for a process that says on descriptor 4 that it is loaded. */
export const saysLoadedVariable = 'BENCHMARK_SAYS_LOADED';

const groups = [
  // Version 1 of control groups.
  {
    parent: '/sys/fs/cgroup/cpu',
    files: {
      'cpu.cfs_period_us': String(periodMs * 1_000),
      'cpu.cfs_quota_us': String(Math.round(limitedCpus * periodMs * 1_000)),
    },
  },
  // Version 2.
  {
    parent: '/sys/fs/cgroup',
    files: { 'cpu.max': `${Math.round(limitedCpus * periodMs * 1_000)} ${periodMs * 1_000}` },
  },
];

const createGroup = (): string | undefined => {
  for (const { parent, files } of groups) {
    const group = join(parent, `order-service-bench-${process.pid}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    try {
      for (const [name, value] of Object.entries(files)) writeFileSync(join(group, name), value);
      return group;
    } catch {
      rmdirSync(group);
    }
  }
  return undefined;
};

const stopInEachPeriod = (child: ChildProcess): void => {
  const stop = () => {
    child.kill('SIGSTOP');
    setTimeout(() => child.kill('SIGCONT'), periodMs * (1 - limitedCpus));
  };
  stop();
  const timer = setInterval(stop, periodMs);
  child.once('exit', () => clearInterval(timer));
};

/** A limit by the scheduler where control groups can be made, by signals elsewhere. */
export const createCpuLimit = (): CpuLimit => {
  const group = createGroup();
  if (group === undefined) {
    return {
      kind: 'signals',
      environment: { [saysLoadedVariable]: '1' },
      onLoaded: stopInEachPeriod,
      remove: () => {},
    };
  }
  return {
    kind: 'quota',
    environment: { [cpuGroupVariable]: group },
    remove: () => rmdirSync(group),
  };
};
