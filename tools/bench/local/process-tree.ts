import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of the processor times in /proc, on every Linux. */
const ticksPerSecond = 100;

/** Of a process with all its threads, or of one thread. */
interface ProcessState {
  readonly parent: number;
  readonly cpuMs: number;
}

/** The fields of /proc/<pid>/stat after the name, which may have spaces and brackets. */
const parseStat = (stat: string): ProcessState => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
  return { parent: parent ?? 0, cpuMs: (((user ?? 0) + (system ?? 0)) * 1_000) / ticksPerSecond };
};

/** @param path of a process or of a thread, in /proc. */
const readState = (path: string): ProcessState | undefined => {
  try {
    return parseStat(readFileSync(`/proc/${path}/stat`, 'utf8'));
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
};

/** Resident memory of a process; of a page that several processes share, each has its share. */
const proportionalMb = (pid: number): number => {
  try {
    const sums = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(sums)?.[1] ?? 0) / 1_024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
};

/** Processor time and memory of a process and of those that it has started. */
export interface TreeUsage {
  /** Processor time of all processes since each began, in milliseconds. */
  readonly cpuMs: number;
  /** That of the first thread of the first process. */
  readonly mainThreadMs: number;
  /** Resident memory of all processes; of a page that several processes share, each has its share. */
  readonly residentMb: number;
}

/** Reads /proc, which only Linux has. */
export const readTreeUsage = (root: number): TreeUsage => {
  const states = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const state = readState(name);
        return state ? [[Number(name), state] as const] : [];
      }),
  );
  const isInTree = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = states.get(pid)?.parent;
    return parent !== undefined && parent > 1 && isInTree(parent);
  };
  const tree = [...states].filter(([pid]) => isInTree(pid));
  return {
    cpuMs: tree.reduce((sum, [, { cpuMs }]) => sum + cpuMs, 0),
    mainThreadMs: readState(`${root}/task/${root}`)?.cpuMs ?? 0,
    residentMb: tree.reduce((sum, [pid]) => sum + proportionalMb(pid), 0),
  };
};
