import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const holder = fileURLToPath(new URL('./directory-holder.ts', import.meta.url));

/** Another process that keeps its state in `<root>/state` and has a temporary directory under the root. */
export const holdDirectories = async (
  root: string,
): Promise<{ readonly child: ChildProcess; readonly temporary: string; kill(): Promise<void> }> => {
  const child = spawn(process.execPath, [holder, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(child.stdout ?? child, 'data');
  return {
    child,
    temporary: String(text),
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
};
