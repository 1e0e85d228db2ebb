import { describe, expect, it } from 'vitest';
import { createGuide, differences, StepFailed } from '../../../tools/demo/guide.ts';
import type { Reply } from '../../../tools/demo/shop-client.ts';

const reply = (status: number, body: unknown = {}): Reply => ({
  status,
  headers: {},
  text: JSON.stringify(body),
  body,
});
const request = { method: 'GET', target: '/health/live' };

/** A guide through a service that answers with these, one after the other, and the last one from then on. */
const aGuide = (...replies: readonly [Reply, ...Reply[]]) => {
  const printed: string[] = [];
  let time = 0;
  let asked = 0;
  const guide = createGuide({
    send: async () => {
      asked += 1;
      return replies[asked - 1] ?? replies.at(-1) ?? replies[0];
    },
    print: (line) => printed.push(line),
    now: () => {
      time += 1;
      return time;
    },
  });
  return { guide, printed, asked: () => asked };
};

describe('createGuide', () => {
  it('prints request and reply of a step that goes as expected, and returns the reply', async () => {
    const { guide, printed } = aGuide(reply(200, { status: 'ok' }));
    const expected = { status: 200, body: { status: 'ok' } };
    expect(await guide.step('is alive', { request, expected })).toMatchObject({ status: 200 });
    expect(printed.join('\n')).toMatch(
      /^ {2}✓ is alive\n {6}GET \/health\/live\n {6}→ 200 {"status":"ok"} \(\d+ ms\)$/,
    );
    expect(guide.count()).toEqual({ steps: 1, failed: 0 });
  });

  it('prints and counts the differences, and ends', async () => {
    const { guide, printed } = aGuide(reply(500));
    const step = guide.step('is alive', { request, expected: { status: 200, text: 'ok' } });
    await expect(step).rejects.toThrow(StepFailed);
    expect(printed[0]).toBe('  ✗ is alive');
    expect(printed.slice(3)).toEqual(['      ✗ status is 500, not 200', '      ✗ text is "{}", not "ok"']);
    expect(guide.count()).toEqual({ steps: 1, failed: 1 });
  });

  it('compares only the given part of the body', async () => {
    const { guide } = aGuide(reply(200, { items: [1, 2] }));
    const part = () => ({ items: [2] });
    await guide.step('has one', { request, part, expected: { status: 200, body: { items: [2] } } });
    expect(guide.count().failed).toBe(0);
  });

  describe('when requests are sent together', () => {
    const accepted = reply(201);
    const refused = reply(409, {
      error: { code: 'ORD-004', message: 'm', timestamp: '2026-07-01T12:00:00.000Z', correlationId: 'c' },
    });

    it.each([503, 504])(
      'counts the replies of each kind, and repeats requests with the answer %i',
      async (status) => {
        const busy = { ...reply(status), headers: { 'retry-after': '0' } };
        const { guide, printed, asked } = aGuide(accepted, busy, refused);
        await guide.together('sells one', [request, request], { '201': 1, '409 ORD-004': 1 });
        expect(asked()).toBe(3);
        expect(printed[1]).toBe('      2 × GET /health/live');
        expect(printed[2]).toMatch(/→ 1 × 201, 1 × 409 ORD-004 \(/);
        expect(guide.count()).toEqual({ steps: 1, failed: 0 });
      },
    );

    it('fails on other numbers and on other kinds', async () => {
      const { guide, printed } = aGuide(accepted, refused);
      const step = guide.together('sells two', [request, request], { '201': 2 });
      await expect(step).rejects.toThrow(StepFailed);
      expect(printed.slice(3)).toEqual(['      ✗ 201 is 1, not 2', '      ✗ 1 × 409 ORD-004 is unexpected']);
      expect(guide.count()).toEqual({ steps: 1, failed: 1 });
    });
  });

  describe('when a command is run', () => {
    it('prints the requested line of its output', async () => {
      const { guide, printed } = aGuide(reply(200));
      const run = async () => ({ code: 0, output: 'order  age\na  1 s' });
      await guide.command('finds a', 'npm run payments -- list-stuck', run, 'a  1');
      expect(printed.join('\n')).toMatch(
        /^ {2}✓ finds a\n {6}npm run payments -- list-stuck\n {6}→ a {2}1 s \(\d+ ms\)$/,
      );
    });

    it.each([
      [{ code: 1, output: 'a' }, 'it ends with exit code 1'],
      [{ code: 0, output: 'b' }, 'its output "b" has no "a"'],
    ])('fails when it ends with %j', async (ended, problem) => {
      const { guide, printed } = aGuide(reply(200));
      await expect(guide.command('finds a', 'list', async () => ended, 'a')).rejects.toThrow(StepFailed);
      expect(printed).toContain(`      ✗ ${problem}`);
      expect(guide.count()).toEqual({ steps: 1, failed: 1 });
    });
  });

  describe('when a step may take a while', () => {
    it('asks until the reply is as expected', async () => {
      const { guide, printed, asked } = aGuide(reply(404), reply(200));
      const between: string[] = [];
      const until = { timeoutMs: 1_000, meanwhile: async () => between.push('asked to hurry') };
      await guide.step('comes', { request, expected: { status: 200 }, until });
      expect([asked(), between.length, printed.length]).toEqual([2, 1, 3]);
    });

    it('ends at its time limit', async () => {
      const { guide, asked } = aGuide(reply(404));
      const until = { timeoutMs: 2, meanwhile: async () => {} };
      const step = guide.step('never comes', { request, expected: { status: 200 }, until });
      await expect(step).rejects.toThrow('never comes');
      expect(asked()).toBe(2);
    });
  });
});

describe('differences', () => {
  it.each([
    [{ status: 200 }, { status: 200, body: 'more' }],
    [{ body: { total: { amount: 5 } } }, { body: { id: 'a', total: { amount: 5, currency: 'USD' } } }],
    [[{ type: 'charge' }], [{ type: 'charge', amount: 5 }]],
    [[], []],
    [null, null],
  ])('finds none between %j and %j', (expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });

  it.each([
    [{ status: 200 }, { status: 404 }, ['status is 404, not 200']],
    [
      { body: { error: { code: 'ORD-001' } } },
      { body: {} },
      ['body.error is nothing, not {"code":"ORD-001"}'],
    ],
    [{ items: [1] }, { items: [1, 2] }, ['items has 2 items, not 1']],
    [{ items: [{ type: 'a' }] }, { items: [{ type: 'b' }] }, ['items.0.type is "b", not "a"']],
    [{ a: 1, b: 2 }, { a: 2, b: 1 }, ['a is 2, not 1', 'b is 1, not 2']],
    [{ constructor: 1 }, {}, ['constructor is nothing, not 1']],
    ['a', 'b', ['it is "b", not "a"']],
    [[], {}, ['it is {}, not []']],
  ])('names the path at which %j and %j differ', (expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found);
  });
});
