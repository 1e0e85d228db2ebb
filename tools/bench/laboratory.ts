import type { Workspace } from './bundles/workspace.ts';
import type { StoredItems } from './dynamodb/with-database.ts';
import type { Processes } from './processes/processes.ts';

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
