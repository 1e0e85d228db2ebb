import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../tools/command-line/command-error.ts';
import {
  answerData,
  answerText,
  editedSending,
  sendingOf,
} from '../../../../tools/local-cloud/command/send-command.ts';
import type { Description, Route } from '../../../../tools/local-cloud/console/describe-deployment.ts';
import type { ShownRequest } from '../../../../tools/local-cloud/console/requests-view.ts';

const route = (name: string, rest: Partial<Route> = {}): Route => ({
  name,
  method: 'POST',
  path: `/${name}`,
  scope: 'write',
  title: name,
  parameters: [],
  ...rest,
});

const key = { in: 'header', name: 'Idempotency-Key', required: true };
const description: Description = {
  title: 'Shop',
  functions: [],
  routes: [
    route('buy', { parameters: [key], example: { sku: 'TEA' } }),
    route('read', {
      method: 'GET',
      path: '/things/{id}',
      parameters: [
        { in: 'path', name: 'id', required: true },
        { in: 'query', name: 'limit', required: false },
      ],
    }),
    route('open', { method: 'GET', scope: null }),
  ],
  consumers: [],
  rules: [],
  queues: [],
  schedules: [],
  resources: {},
  actors: [
    { name: 'reader', scope: 'read' },
    { name: 'alice', scope: 'read write' },
  ],
};

const nothing = { as: undefined, path: [], query: [], header: [], body: undefined };
const sending = (name: string, options: Partial<Parameters<typeof sendingOf>[2]> = {}) =>
  sendingOf(description, name, { ...nothing, ...options });

describe('sendingOf', () => {
  it('begins as the form does: first actor with the scope, new idempotency key, example as body', async () => {
    const { sub, scope, headers, body } = await sending('buy');
    expect({ sub, scope, body }).toEqual({ sub: 'alice', scope: 'read write', body: '{"sku":"TEA"}' });
    expect(headers?.['idempotency-key']).toMatch(/^[\da-f-]{36}$/);
    expect((await sending('buy')).headers?.['idempotency-key']).not.toBe(headers?.['idempotency-key']);
  });

  it('takes actor, parameters, headers and body', async () => {
    const header = [['Idempotency-Key', 'mine']] as const;
    expect(await sending('buy', { as: 'reader', header, body: '{' })).toMatchObject({
      sub: 'reader',
      headers: { 'idempotency-key': 'mine' },
      body: '{',
    });
    const read = await sending('read', { path: [['id', '7']], query: [['limit', '2']] });
    expect(read).toMatchObject({ path: { id: '7' }, query: { limit: '2' } });
    expect(read).not.toHaveProperty('body');
  });

  it('sends without a token as the anonymous actor, and to a route that needs none', async () => {
    expect(await sending('buy', { as: 'anonymous' })).not.toHaveProperty('sub');
    expect(await sending('open')).not.toHaveProperty('sub');
  });

  it.each([
    ['an unknown route', () => sending('sell'), /no route sell: use one of buy, read, open/],
    ['an unknown actor', () => sending('buy', { as: 'zoe' }), /no actor zoe: use reader, alice, anonymous/],
    ['a missing parameter', () => sending('read'), /read needs --path id=/],
    [
      'an unknown parameter',
      () => sending('read', { path: [['id', '7']], query: [['max', '2']] }),
      /no parameter max in the query: it has limit/,
    ],
    ['a body where none is taken', () => sending('open', { body: '{}' }), /open takes no body/],
    [
      'a file that is not there',
      () => sending('buy', { body: '@no-such-file' }),
      /no-such-file .*cannot be read/,
    ],
  ])('refuses %s', async (_, attempt, message) => {
    const error = await attempt().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommandError);
    expect((error as Error).message).toMatch(message);
  });
});

describe('editedSending', () => {
  const recorded = (functionName: string, target: string, body = '') =>
    ({ id: 'r-1', functionName, target, request: { headers: {}, body } }) as ShownRequest;
  const edited = (request: ShownRequest, options: Partial<Parameters<typeof sendingOf>[2]> = {}) =>
    editedSending(description, request, { ...nothing, ...options });

  it('begins with path, query and body of the recorded request', async () => {
    const read = await edited(recorded('read', '/things/a%2Fb?limit=2&gone=1'));
    expect(read).toMatchObject({ path: { id: 'a/b' }, query: { limit: '2' } });
    expect(await edited(recorded('buy', '/buy', '{"sku":"POT"}'))).toMatchObject({ body: '{"sku":"POT"}' });
  });

  it('prefers given values', async () => {
    const read = await edited(recorded('read', '/things/7?limit=2'), { query: [['limit', '3']] });
    expect(read).toMatchObject({ path: { id: '7' }, query: { limit: '3' } });
    expect(await edited(recorded('buy', '/buy', '{}'), { body: '[]' })).toMatchObject({ body: '[]' });
  });

  it('refuses a request without a route', async () => {
    await expect(edited(recorded('gone', '/gone'))).rejects.toThrow('Request r-1 has no route with a form.');
  });
});

describe('answerText', () => {
  const answer = { status: 201, text: '{"id":7}', headers: new Headers({ 'x-id': 'c-1' }), id: 'r-1' };

  it('has status, correlation id and body', () => {
    expect(answerText(answerData(answer, 'x-id'))).toBe('201  c-1\n{\n  "id": 7\n}');
  });

  it('omits absent parts of an answer', () => {
    expect(answerText(answerData({ ...answer, text: '' }))).toBe('201');
    expect(answerText(answerData({ ...answer, text: 'up 1' }))).toBe('201\nup 1');
  });
});
