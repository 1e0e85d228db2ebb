import { describe, expect, it } from 'vitest';
import { atMost } from '../../../../tools/local-cloud/lifecycle/bounded-wait.ts';

describe('atMost', () => {
  it('waits for work that ends in time, and passes its failure on', async () => {
    let ended = false;
    const work = new Promise((resolve) => setTimeout(resolve, 5)).then(() => {
      ended = true;
    });
    await atMost(10_000, work);
    expect(ended).toBe(true);
    await expect(atMost(10_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('ends the wait at its limit', async () => {
    await expect(atMost(5, new Promise(() => {}))).resolves.toBeUndefined();
  });
});
