import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pinned } from './pinning.ts';

/** Starts processes and ends all of them with the benchmark. */
export interface Processes {
  start(command: string, args: readonly string[], options: SpawnOptions, cpu?: number): ChildProcess;
  /** Stops a process and waits for its end. */
  stop(child: ChildProcess): Promise<void>;
  /** Kills all running processes; synchronous, so it can run in an exit handler. */
  killAll(): void;
}

export const createProcesses = (): Processes => {
  const running = new Set<ChildProcess>();
  return {
    start(command, args, options, cpu) {
      const [file, ...rest] = cpu === undefined ? [command, ...args] : pinned(cpu, command, args);
      const child = spawn(file, rest, options);
      running.add(child);
      child.once('exit', () => running.delete(child));
      return child;
    },
    async stop(child) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    killAll() {
      for (const child of running) child.kill('SIGKILL');
    },
  };
};
