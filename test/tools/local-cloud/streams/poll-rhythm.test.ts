import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPollRhythm } from '../../../../tools/local-cloud/streams/poll-rhythm.ts';

describe('createPollRhythm', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  /** A reader that looks and pauses in turn, and the times of its looks. */
  const aReader = (times: { least: number; most: number }) => {
    const rhythm = createPollRhythm(times, Date.now);
    const looks: number[] = [];
    const stopping = new AbortController();
    const read = async () => {
      for (;;) {
        looks.push(Date.now());
        await rhythm.pause(stopping.signal);
      }
    };
    return { ...rhythm, looks, stopping, ended: read() };
  };

  it('polls seldom without activity', async () => {
    const { looks } = aReader({ least: 50, most: 500 });
    await vi.advanceTimersByTimeAsync(1_400);
    expect(looks).toEqual([0, 500, 1_000]);
  });

  describe('after activity', () => {
    it('polls soon, once, and seldom again', async () => {
      const { hasten, looks } = aReader({ least: 50, most: 500 });
      await vi.advanceTimersByTimeAsync(100);
      hasten();
      await vi.advanceTimersByTimeAsync(20);
      hasten();
      await vi.advanceTimersByTimeAsync(900);
      expect(looks).toEqual([0, 150, 650]);
    });

    it('polls no later than planned', async () => {
      const { hasten, looks } = aReader({ least: 250, most: 250 });
      await vi.advanceTimersByTimeAsync(200);
      hasten();
      await vi.advanceTimersByTimeAsync(200);
      expect(looks).toEqual([0, 250]);
    });

    it('remembers it until the next pause', async () => {
      const rhythm = createPollRhythm({ least: 50, most: 500 }, Date.now);
      rhythm.hasten();
      const pausing = rhythm.pause(new AbortController().signal);
      await vi.advanceTimersByTimeAsync(50);
      await expect(pausing).resolves.toBeUndefined();
    });
  });

  it('ends at once when it is aborted', async () => {
    const { ended, looks, stopping } = aReader({ least: 50, most: 500 });
    stopping.abort(new Error('stopped'));
    await expect(ended).rejects.toThrow('stopped');
    await expect(createPollRhythm({ least: 1, most: 1 }, Date.now).pause(stopping.signal)).rejects.toThrow(
      'stopped',
    );
    expect(looks).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
