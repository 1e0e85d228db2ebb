import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../../../lib/platform/resilience/deadline.ts';
import { aPendingCall } from '../../../doubles/pending-call.ts';

const reason = new Error('stop');

describe('untilAborted', () => {
  it('passes on the result or the error of the work', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(signal, async () => 'done')).toBe('done');
    await expect(untilAborted(signal, () => Promise.reject(reason))).rejects.toBe(reason);
  });

  it('passes on a synchronous error of the work', async () => {
    const work = (): Promise<never> => {
      throw reason;
    };
    await expect(untilAborted(new AbortController().signal, work)).rejects.toBe(reason);
  });

  it('rejects with the reason as soon as the signal is aborted, though the work goes on', async () => {
    const controller = new AbortController();
    const { call } = aPendingCall();
    const result = untilAborted(controller.signal, call);
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  });

  it('prefers the reason of the abort to the error of the work', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const work = () =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const result = untilAborted(signal, work);
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  });

  it('does not begin under a signal that is aborted', async () => {
    const { call, made } = aPendingCall();
    await expect(untilAborted(AbortSignal.abort(reason), call)).rejects.toBe(reason);
    expect(made()).toBe(0);
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    await untilAborted(signal, async () => 'done');
    await untilAborted(signal, () => Promise.reject(reason)).catch(() => {});
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
