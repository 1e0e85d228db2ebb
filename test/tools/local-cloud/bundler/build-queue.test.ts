import { describe, expect, it } from 'vitest';
import { createBuildQueue } from '../../../../tools/local-cloud/bundler/build-queue.ts';

/** A queue whose builds the test ends. */
const startQueue = () => {
  const builds: { names: readonly string[]; end: PromiseWithResolvers<void> }[] = [];
  const queue = createBuildQueue((names) => {
    const end = Promise.withResolvers<void>();
    builds.push({ names, end });
    return end.promise;
  });
  const settled = async () => new Promise((resolve) => setImmediate(resolve));
  return { queue, builds, settled };
};

describe('createBuildQueue', () => {
  it('joins the requests during a build into the next one', async () => {
    const { queue, builds, settled } = startQueue();
    void queue.request(['a']);
    void queue.request(['b']);
    void queue.request(['c', 'b']);
    expect(builds.map(({ names }) => names)).toEqual([['a']]);
    builds[0]?.end.resolve();
    await settled();
    expect(builds.map(({ names }) => names)).toEqual([['a'], ['b', 'c']]);
  });

  it('answers a request only when a build that began after it has ended', async () => {
    const { queue, builds, settled } = startQueue();
    void queue.request(['a']);
    let answered = false;
    void queue.request(['a']).then(() => {
      answered = true;
    });
    builds[0]?.end.resolve();
    await settled();
    expect(answered).toBe(false);
    builds[1]?.end.resolve();
    await settled();
    expect(answered).toBe(true);
  });

  it('continues after a build that failed to run', async () => {
    const { queue, builds, settled } = startQueue();
    const first = queue.request(['a']);
    builds[0]?.end.reject(new Error('disk full'));
    await expect(first).rejects.toThrow('disk full');
    const second = queue.request(['a']);
    await settled();
    builds[1]?.end.resolve();
    await second;
  });

  it('begins no more builds once it is closed', async () => {
    const { queue, builds } = startQueue();
    void queue.request(['a']);
    const waiting = queue.request(['b']);
    const closed = queue.close();
    builds[0]?.end.resolve();
    await Promise.all([closed, waiting]);
    expect(builds).toHaveLength(1);
  });
});
