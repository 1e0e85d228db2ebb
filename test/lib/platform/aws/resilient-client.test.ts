import { describe, expect, it } from 'vitest';
import { resilientClient } from '../../../../lib/platform/aws/resilient-client.ts';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';

interface Sent {
  readonly command: unknown;
  readonly abortSignal: AbortSignal;
}

/** A client of the SDK's kind, whose answers are the given ones in turn. */
class Client {
  readonly config = { region: 'eu-west-1' };
  readonly #sent: Sent[] = [];
  readonly #answers: (() => Promise<unknown>)[];

  constructor(answers: (() => Promise<unknown>)[]) {
    this.#answers = answers;
  }

  async send(command: unknown, { abortSignal }: { abortSignal: AbortSignal }): Promise<unknown> {
    this.#sent.push({ command, abortSignal });
    return this.#answers.shift()?.();
  }

  sent(): readonly Sent[] {
    return this.#sent;
  }
}

const failing = (error: Error) => async () => {
  throw error;
};

/** The client behind a policy that tries three times, and opens after the failures of a call. */
const aClient = (...answers: (() => Promise<unknown>)[]) => {
  const plain = new Client(answers);
  const policy = createDependencyPolicy({
    name: 'dynamodb',
    isFailure: (failure) => failure instanceof RangeError,
    tryTimeoutMs: 50,
    retry: { baseMs: 1, capMs: 1 },
  });
  return { plain, client: resilientClient(plain, policy) };
};

const send = (client: Client, signal = new AbortController().signal) =>
  client.send('command', { abortSignal: signal });

describe('resilientClient', () => {
  it('passes the answer on', async () => {
    const { plain, client } = aClient(async () => 'answer');
    expect(await send(client)).toBe('answer');
    expect(plain.sent()).toMatchObject([{ command: 'command' }]);
  });

  it('sends the same command again after a failure that may pass', async () => {
    const { plain, client } = aClient(failing(new RangeError('down')), async () => 'answer');
    expect(await send(client)).toBe('answer');
    expect(plain.sent().map(({ command }) => command)).toEqual(['command', 'command']);
  });

  it('sends once what fails for good, and passes the failure on as it is', async () => {
    const refusal = new Error('condition failed');
    const { plain, client } = aClient(failing(refusal));
    await expect(send(client)).rejects.toBe(refusal);
    expect(plain.sent()).toHaveLength(1);
  });

  it('ends an attempt that takes too long, and tells the client so', async () => {
    const { plain, client } = aClient(
      () => new Promise(() => {}),
      async () => 'answer',
    );
    expect(await send(client)).toBe('answer');
    expect(plain.sent().map(({ abortSignal }) => abortSignal.aborted)).toEqual([true, false]);
  });

  it('sends nothing for a caller who has given up', async () => {
    const { plain, client } = aClient(async () => 'answer');
    await expect(send(client, AbortSignal.abort())).rejects.toMatchObject({ code: 'SYS-003' });
    expect(plain.sent()).toEqual([]);
  });

  it('gives up with its caller', async () => {
    const controller = new AbortController();
    const begun = Promise.withResolvers<void>();
    const { plain, client } = aClient(() => {
      begun.resolve();
      return new Promise(() => {});
    });
    const sending = send(client, controller.signal);
    await begun.promise;
    controller.abort();
    await expect(sending).rejects.toMatchObject({ code: 'SYS-003' });
    expect(plain.sent()).toMatchObject([{ abortSignal: { aborted: true } }]);
  });

  it('is the client in everything else, private parts included', async () => {
    const { plain, client } = aClient();
    expect(client).toBeInstanceOf(Client);
    expect(client.config).toBe(plain.config);
  });

  it('leaves the client itself as it was', async () => {
    const { plain } = aClient(failing(new RangeError('down')), async () => 'answer');
    await expect(send(plain)).rejects.toThrow('down');
  });
});
