import { arch, cpus, platform } from 'node:os';
import type { Workspace } from './bundles/workspace.ts';
import type { StoredItems } from './dynamodb/with-database.ts';
import type { Processes } from './processes/processes.ts';

/** What the figures were measured on, in one line. */
export const describeMachine = ({ cpu }: Pick<Laboratory, 'cpu'>): string => {
  const processors = cpus();
  const pinning =
    cpu === undefined
      ? 'measured processes NOT pinned to a CPU (no taskset, or one CPU only)'
      : `measured processes pinned to CPU ${cpu}, everything else kept off it`;
  return `Node ${process.version}, ${platform()} ${arch()}, ${processors.length} × ${processors[0]?.model.trim() ?? 'CPU'}; ${pinning}`;
};

/** What every measurement works with. */
export interface Laboratory {
  readonly processes: Processes;
  readonly workspace: Workspace;
  /** CPU kept free for what is measured; `undefined` where processes cannot be pinned. */
  readonly cpu: number | undefined;
  /** What every database holds to begin with. */
  readonly items: readonly StoredItems[];
  /** Says on standard error what goes on. */
  readonly progress: (text: string) => void;
}
