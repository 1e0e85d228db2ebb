import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../tools/command-line/command-error.ts';
import {
  type ActionOptions,
  consoleActions,
  type TerminalAction,
} from '../../../../tools/local-cloud/command/console-actions.ts';

type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Performs an action on a local run with these answers, and returns its result and requests. */
const perform = async (
  name: keyof typeof consoleActions,
  operands: readonly string[],
  answers: Answers,
  options: Partial<ActionOptions> = {},
) => {
  const asked: string[] = [];
  const action: TerminalAction = consoleActions[name];
  const result = await action.perform(
    async (path, init) => {
      const call = `${init?.method ?? 'GET'} ${path}`;
      asked.push([call, ...(init?.body === undefined ? [] : [init.body])].join(' '));
      const answer = answers[call];
      if (!answer) throw new CommandError(`nothing answers ${call}`);
      return answer;
    },
    operands,
    { json: false, ...options },
  );
  return { ...result, asked };
};

describe('send-again', () => {
  const answers = { 'POST /local/requests/r%3D/again': { status: 409, id: 's' } };

  it('keeps the idempotency key, and has failed when the answer is an error', async () => {
    expect(await perform('send-again', ['r='], answers)).toMatchObject({
      asked: ['POST /local/requests/r%3D/again {"newKey":false}'],
      text: '409  request s',
      isFailed: true,
    });
  });

  it('sends it under a new key', async () => {
    const { asked } = await perform('send-again', ['r='], answers, { 'new-key': true });
    expect(asked).toEqual(['POST /local/requests/r%3D/again {"newKey":true}']);
  });
});

describe('deliver-again', () => {
  const event = { id: 'e', source: 'shop', 'detail-type': 'sold', detail: { n: 1 }, region: 'here' };
  const answers = {
    'GET /local/events?limit=50000': { items: [event] },
    'POST /local/events': { id: 'f' },
  };

  it('delivers the event that the bus accepted', async () => {
    const { asked, text } = await perform('deliver-again', ['e'], answers);
    expect(asked[1]).toBe('POST /local/events {"source":"shop","detail-type":"sold","detail":{"n":1}}');
    expect(text).toContain('f');
  });

  it('delivers an edited event', async () => {
    const { asked } = await perform('deliver-again', ['e'], answers, { event: '{"n":2}' });
    expect(asked[1]).toBe('POST /local/events {"n":2}');
  });

  it('refuses an event that is not kept, and a file that is not there', async () => {
    await expect(perform('deliver-again', ['x'], answers)).rejects.toThrow('Event x is not known');
    const missing = perform('deliver-again', ['e'], answers, { event: '@no-such-file' });
    await expect(missing).rejects.toThrow('no-such-file of --event cannot be read');
  });
});

describe('invoke-again', () => {
  const invoked = { status: 'failed', ms: 3, error: { errorType: 'Error', errorMessage: 'no' } };
  const answersFor = (invocation: object) => ({
    'GET /local/invocations/i': { functionName: 'sum', ...invocation },
    'POST /local/functions/sum/invocations': invoked,
  });

  it('invokes the function with the recorded event, and reports its failure', async () => {
    const result = await perform('invoke-again', ['i'], answersFor({ event: { a: 1 } }));
    expect(result.asked[1]).toBe('POST /local/functions/sum/invocations {"a":1}');
    expect(result).toMatchObject({ text: 'sum failed in 3 ms\nError: no', isFailed: true });
  });

  it('needs an event where none is kept', async () => {
    await expect(perform('invoke-again', ['i'], answersFor({}))).rejects.toThrow('--event');
    const { asked } = await perform('invoke-again', ['i'], answersFor({}), { event: '{}' });
    expect(asked[1]).toBe('POST /local/functions/sum/invocations {}');
  });
});

describe('actions on a part', () => {
  it.each([
    ['redrive', 'POST /local/queues/a/redrive', { redriven: 1 }, 'Put 1 dead letter back into queue a.'],
    ['purge', 'POST /local/rules/a/purge', { purged: 1 }, 'Removed 1 undelivered event of rule a.'],
    ['kill', 'POST /local/functions/a/kill', { killed: 2 }, 'Ended 2 environments of a.'],
    ['run', 'POST /local/schedules/a', { status: 'succeeded' }, 'a succeeded'],
    ['faults-off', 'DELETE /local/active-faults', { items: [] }, 'All faults are switched off.'],
  ] as const)('%s', async (name, call, answer, text) => {
    expect(await perform(name, ['a'], { [call]: answer })).toMatchObject({ text, data: answer });
  });

  it('fails when the job fails', async () => {
    const answers = { 'POST /local/schedules/a': { name: 'a', status: 'timed-out' } };
    expect(await perform('run', ['a'], answers)).toMatchObject({ isFailed: true });
  });
});

describe('fault', () => {
  const set = async (settings: object, ...operands: readonly string[]) => {
    const { asked } = await perform('fault', operands, {
      'GET /local/faults': { seed: 7, ...settings },
      'PUT /local/faults': {},
    });
    return JSON.parse(asked[1]?.replace('PUT /local/faults ', '') ?? '');
  };

  it('adds faults to those that are on', async () => {
    expect(await set({ bus: { lost: 1 } }, 'payments.error=0.5', 'bus.refuse=a,b')).toEqual({
      seed: 7,
      bus: { lost: 1, refuse: ['a', 'b'] },
      payments: { error: 0.5 },
    });
  });

  it('limits a fault to functions, in any order', async () => {
    const functions = { crash: 1, only: ['pay'] };
    expect(await set({}, 'functions.only=pay', 'functions.crash=1')).toEqual({ seed: 7, functions });
  });

  it('kills functions by their names', async () => {
    expect(await set({}, 'functions.kill=pay,list')).toEqual({
      seed: 7,
      functions: { kill: ['pay', 'list'] },
    });
    expect(await set({ functions: { kill: ['pay'] } }, 'functions.kill=')).toEqual({ seed: 7 });
  });

  it('removes a part without active faults', async () => {
    expect(await set({ functions: { crash: 1, only: ['pay'] } }, 'functions.crash=0')).toEqual({ seed: 7 });
  });

  it('takes the payment gateway down for a while', async () => {
    const answers = { 'POST /local/payments/outage': { mode: 'hang', seconds: 90 } };
    expect(await perform('outage', ['hang'], answers, { seconds: 90 })).toMatchObject({
      asked: ['POST /local/payments/outage {"mode":"hang","seconds":90}'],
      text: 'The payment gateway is down for 90 s (hang).',
    });
  });

  it('refuses an unknown fault with exit code 2', async () => {
    const error = await perform('fault', ['payments'], {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining('payments.error=1') });
  });
});
