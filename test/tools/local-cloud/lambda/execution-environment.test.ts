import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ExecutionEnvironment } from '../../../../tools/local-cloud/lambda/execution-environment.ts';
import { startStopwatch } from '../../../harness/busy-machine.ts';
import {
  type FixtureLambda,
  resultOf,
  startFixtureLambda,
} from '../../../harness/local-cloud/fixture-lambda.ts';

describe('an execution environment', () => {
  let fixture: FixtureLambda;
  beforeAll(async () => {
    fixture = await startFixtureLambda(['faults', 'broken-init', 'no-handler'], {
      timeoutSeconds: 1,
      memoryMb: 64,
    });
  });
  afterAll(() => fixture.close());

  const run = (fault: string) => fixture.invoke('faults', { fault });
  const lastLine = (functionName = 'faults') => fixture.logItems(functionName).at(-1);

  describe('when the handler throws', () => {
    it('reports the error with a stack that names the source file', async () => {
      const { outcome } = await run('throw');
      const error = { errorType: 'TypeError', errorMessage: 'thrown on purpose' };
      expect(outcome).toMatchObject({ status: 'failed', error });
      expect(lastLine()).toMatchObject({ level: 'ERROR', message: 'Invoke Error', ...error });
      expect(JSON.stringify(lastLine())).toContain('local-cloud/functions/faults.ts:');
    });

    it('serves the next invocation', async () => {
      await run('throw a string');
      const next = await run('none');
      expect(next.coldStart).toBe(false);
      expect(resultOf(next)).toBe('fine');
    });
  });

  it('fails an invocation whose result is no JSON', async () => {
    expect((await run('return a circle')).outcome).toMatchObject({
      status: 'failed',
      error: { errorType: 'TypeError' },
    });
  });

  it('is replaced after it has run out of memory', async () => {
    // Filling the memory takes a busy machine longer than the other faults.
    const patient = await startFixtureLambda(['faults'], { timeoutSeconds: 15, memoryMb: 64 });
    const { outcome } = await patient.invoke('faults', { fault: 'fill memory' });
    const next = await patient.invoke('faults', { fault: 'none' });
    await patient.close();
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { errorType: 'Error', errorMessage: expect.stringContaining('memory limit') },
    });
    expect(next.coldStart).toBe(true);
  });

  it('fails its invocation when it is killed, and is replaced', async () => {
    await run('none');
    const running = run('hang');
    const isBusy = () => fixture.snapshot('faults').environments.some(({ state }) => state === 'busy');
    await vi.waitUntil(isBusy, { interval: 1 });
    expect(await fixture.lambda.kill('faults')).toBe(1);
    expect((await running).outcome).toMatchObject({
      status: 'failed',
      error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: signal: killed' },
    });
    expect(lastLine()).toMatchObject({ level: 'ERROR', message: 'Runtime exited' });
    expect((await run('none')).coldStart).toBe(true);
    await expect(fixture.lambda.kill('missing')).rejects.toThrow('no function missing');
  });

  it.each([
    ['exit', 'Runtime.ExitError', 'exit status 3'],
    ['reject unseen', 'Runtime.UnhandledPromiseRejection', 'rejected on purpose'],
    ['throw unseen', 'Error', 'thrown unseen'],
  ])('is replaced after a crash: %s', async (fault, errorType, text) => {
    const { outcome } = await run(fault);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { errorType, errorMessage: expect.stringContaining(text) },
    });
    expect(lastLine()).toMatchObject({ message: 'Runtime exited', errorType });
    const next = await run('none');
    expect(next.coldStart).toBe(true);
    expect(resultOf(next)).toBe('fine');
  });

  describe('when the timeout is over', () => {
    it('is killed and replaced', async (context) => {
      const stopwatch = startStopwatch();
      expect((await run('hang')).outcome).toEqual({ status: 'timed-out' });
      const duration = stopwatch.stop();
      expect((await run('none')).coldStart).toBe(true);
      duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(5_000));
    });

    it('is killed in the middle of a loop, and its output is kept', async () => {
      expect((await run('spin')).outcome).toEqual({ status: 'timed-out' });
      const messages = fixture.logItems('faults').map((item) => item['message']);
      expect(messages.slice(-3)).toEqual([
        'before the loop',
        'still before the loop',
        'Task timed out after 1.00 seconds',
      ]);
    });
  });

  describe('when the function cannot load', () => {
    it.each([
      ['broken-init', 'Error', 'broken on purpose'],
      ['no-handler', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ])('fails every invocation of %s', async (name, errorType, errorMessage) => {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const { outcome, coldStart } = await fixture.invoke(name);
        expect(outcome).toMatchObject({ status: 'failed', error: { errorType, errorMessage } });
        expect(coldStart).toBe(true);
      }
      expect(lastLine(name)).toMatchObject({ level: 'ERROR', errorType, errorMessage });
    });

    it('counts the time to load from the moment when the thread runs', async () => {
      vi.useFakeTimers();
      const thread = Object.assign(new EventEmitter(), { terminate: vi.fn() });
      const environment = new ExecutionEnvironment({
        id: 'a',
        startedAt: new Date(),
        worker: thread as unknown as Worker,
        limits: { timeoutSeconds: 1, initTimeoutSeconds: 10 },
        log: { output() {}, flush() {}, failure() {} },
      });
      await vi.advanceTimersByTimeAsync(60_000);
      thread.emit('online');
      await vi.advanceTimersByTimeAsync(9_999);
      expect(thread.terminate).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(thread.terminate).toHaveBeenCalledOnce();
      thread.emit('exit', 1);
      expect(await environment.loaded).toMatchObject({ errorType: 'Sandbox.Timedout' });
      vi.useRealTimers();
    });

    it('ends a function that takes too long to load', async () => {
      const slow = await startFixtureLambda(['slow-init'], { initTimeoutSeconds: 0.3 });
      expect((await slow.invoke('slow-init')).outcome).toMatchObject({
        status: 'failed',
        error: { errorType: 'Sandbox.Timedout', errorMessage: 'Init timed out after 0.3 seconds' },
      });
      expect(slow.logItems('slow-init').at(-1)).toMatchObject({ errorType: 'Sandbox.Timedout' });
      await slow.close();
    });
  });
});
