import { type FSWatcher, watch } from 'node:fs';

/** Notices changes in directories, at once where the system reports them. */
export interface SourceWatcher {
  /** Watches these directories as well. */
  watch(directories: ReadonlySet<string>): void;
  close(): void;
}

/** Editors touch a file more than once when they save it. */
const settleMs = 30;

export const createSourceWatcher = (onChange: () => void): SourceWatcher => {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMs);
  };

  const forget = (directory: string) => {
    watchers.get(directory)?.close();
    watchers.delete(directory);
  };

  const add = (directory: string) => {
    try {
      const watcher = watch(directory, changed);
      watcher.on('error', () => forget(directory));
      watchers.set(directory, watcher);
    } catch {
      // The directory has gone, or there are too many watchers: changes in it go unnoticed.
    }
  };

  return {
    watch(directories) {
      if (closed) return;
      for (const directory of directories) if (!watchers.has(directory)) add(directory);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const directory of [...watchers.keys()]) forget(directory);
    },
  };
};
