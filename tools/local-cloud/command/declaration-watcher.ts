import { globSync } from 'node:fs';
import { join } from 'node:path';
import { createSourceWatcher } from '../bundler/source-watcher.ts';
import { workerAnswer } from '../lifecycle/worker-answer.ts';
import { type Declarations, declarationChanges } from './declarations.ts';

/**
 * The declarations as the sources state them now.
 * @throws {Error} when they do not load, as in the middle of an edit.
 */
export const loadDeclarations = (): Promise<Declarations> =>
  workerAnswer(new URL('./declarations-worker.ts', import.meta.url));

export interface DeclarationWatcherOptions {
  /** Absolute path of the folder of the declarations. */
  readonly folder: string;
  /** The declarations that run. */
  readonly running: Declarations;
  readonly load: () => Promise<Declarations>;
  readonly print: (text: string) => unknown;
}

export const restartAdvice = (changes: readonly string[]): string =>
  `Restart to run the changed declarations (Ctrl-C, then npm start): ${changes.join(', ')}`;

/** Says which declarations differ from the running ones, each time that this changes. Returns its end. */
export const watchDeclarations = ({
  folder,
  running,
  load,
  print,
}: DeclarationWatcherOptions): (() => void) => {
  let said = '';
  let checking = false;
  let again = false;

  const check = async (): Promise<void> => {
    if (checking) {
      again = true;
      return;
    }
    checking = true;
    // Sources that do not load are the concern of the bundler, which prints the error.
    const current = await load().catch(() => undefined);
    checking = false;
    if (current) {
      const changes = declarationChanges(running, current);
      const text = changes.length === 0 ? '' : restartAdvice(changes);
      if (text !== said) print(text === '' ? 'The declarations are the running ones again.' : text);
      said = text;
    }
    if (!again) return;
    again = false;
    await check();
  };

  const watcher = createSourceWatcher(() => void check());
  const folders = globSync('**/', { cwd: folder }).map((inner) => join(folder, inner));
  watcher.watch(new Set([folder, ...folders]));
  return watcher.close;
};
