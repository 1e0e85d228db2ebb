import { arch, cpus, platform } from 'node:os';
import type { Laboratory } from './laboratory.ts';

/** What the figures were measured on, in one line. */
export const describeMachine = ({ cpu }: Pick<Laboratory, 'cpu'>): string => {
  const processors = cpus();
  const pinning =
    cpu === undefined
      ? 'measured processes NOT pinned to a CPU (no taskset, or one CPU only)'
      : `measured processes pinned to CPU ${cpu}, everything else kept off it`;
  return `Node ${process.version}, ${platform()} ${arch()}, ${processors.length} × ${processors[0]?.model.trim() ?? 'CPU'}; ${pinning}`;
};
