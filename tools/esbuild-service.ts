import * as esbuild from 'esbuild';

/** How long the compiler waits for another build. */
const idleMs = 2_000;

let running = 0;
let ending: NodeJS.Timeout | undefined;

/**
 * esbuild's own `build`. Its process, which holds up to 170 MB, ends when it is idle; the next build starts another.
 * Builds of this process come through here, because the end would cut off others.
 */
export const build: typeof esbuild.build = async (options) => {
  clearTimeout(ending);
  running += 1;
  try {
    return await esbuild.build(options);
  } finally {
    running -= 1;
    clearTimeout(ending);
    if (running === 0) ending = setTimeout(() => void esbuild.stop(), idleMs).unref();
  }
};
