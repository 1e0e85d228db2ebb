import { describe, expect, it } from 'vitest';
import { createTeardown } from '../../../../tools/local-cloud/lifecycle/teardown.ts';

describe('createTeardown', () => {
  it('undoes the last step first, each once', async () => {
    const teardown = createTeardown();
    const undone: string[] = [];
    teardown.add(async () => undone.push('first'));
    teardown.add(async () => undone.push('second'));
    await teardown.run();
    await teardown.run();
    expect(undone).toEqual(['second', 'first']);
  });
});
