import { tablesOf } from '../dynamodb/tables-of.ts';
import type { DatabaseCall } from '../journal/invocation-journal.ts';

/** Tells the readers of streams which tables functions write to, so that they need not look often. */
export interface TableWrites {
  /** Told of the requests of functions to the database. */
  called(call: Pick<DatabaseCall, 'operation' | 'content' | 'status'>): void;
  /** Calls the listener after each write to a table. */
  follow(table: string, listener: () => void): void;
}

/** Operations that write. */
const writing = /^(?:Put|Update|Delete|TransactWrite|BatchWrite)/;

export const createTableWrites = (): TableWrites => {
  const listeners: { readonly table: string; readonly listener: () => void }[] = [];
  return {
    called({ operation, content, status }) {
      if (status !== 200 || !writing.test(operation)) return;
      const written = tablesOf(content);
      for (const { table, listener } of listeners) if (written.has(table)) listener();
    },
    follow: (table, listener) => void listeners.push({ table, listener }),
  };
};
