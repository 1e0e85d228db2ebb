import { arch, cpus, platform } from 'node:os';
import type { Workspace } from './bundles/workspace.ts';
import type { StoredItems } from './dynamodb/with-database.ts';
import type { Processes } from './processes/processes.ts';

/** One line about the machine and the pinning of processes. */
export const describeMachine = ({ cpu }: Pick<Laboratory, 'cpu'>): string => {
  const processors = cpus();
  const pinning =
    cpu === undefined
      ? 'measured processes NOT pinned to a CPU (no taskset or a single CPU)'
      : `measured processes pinned to CPU ${cpu}, all others to the other CPUs`;
  return `Node ${process.version}, ${platform()} ${arch()}, ${processors.length} × ${processors[0]?.model.trim() ?? 'CPU'}; ${pinning}`;
};

/** Resources of every measurement. */
export interface Laboratory {
  readonly processes: Processes;
  readonly workspace: Workspace;
  /** CPU reserved for measured processes; `undefined` where processes cannot be pinned. */
  readonly cpu: number | undefined;
  /** Initial items of every database. */
  readonly items: readonly StoredItems[];
  /** Prints progress on standard error. */
  readonly progress: (text: string) => void;
}
