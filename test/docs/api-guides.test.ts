import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsumerId, consumers } from '../../lib/contract/consumers.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import type { ScheduleId } from '../../lib/contract/service.ts';
import {
  announced,
  blocksOf,
  compileTypeScript,
  missingIn,
  runShell,
  runTypeScript,
} from '../harness/guide-run.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { clientInBrowser } from '../service/client-in-browser.suite.ts';

const pages = globSync('docs/api/*.md').map((path) => path.replaceAll('\\', '/'));
const textOf = (path: string) => readFileSync(path, 'utf8');
const [setup = ''] = blocksOf(textOf('docs/api/README.md'), 'ts');
const isStart = (page: string) => page.endsWith('/README.md');
const programOf = (page: string) =>
  [...(isStart(page) ? [] : [setup]), ...blocksOf(textOf(page), 'ts')].join('\n');

describe('the API for its clients', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      functions: Object.keys({ ...routes, ...schedules }) as (RouteId | ScheduleId)[],
      consumers: Object.keys(consumers) as ConsumerId[],
      seeded: true,
      webhooks: true,
      // As in the local run.
      scheduleSeconds: 5,
    });
  });
  afterAll(() => service?.close());

  clientInBrowser(() => service);

  it.each(pages.filter((page) => blocksOf(textOf(page), 'sh').length > 0))(
    'has a guide %s with the output of the shell',
    async (page) => {
      const code = blocksOf(textOf(page), 'sh').join('\n');
      const { exitCode, stdout, stderr } = await runShell(code, service.url);
      expect({ exitCode, missing: missingIn(stdout, announced(code)), stdout, stderr }).toMatchObject({
        exitCode: 0,
        missing: undefined,
      });
    },
  );

  it.each(pages)('has a guide %s with the output of the program', async (page) => {
    const code = programOf(page);
    expect(announced(code).length).toBeGreaterThan(0);
    const { exitCode, stdout, stderr } = await runTypeScript(code, service.url);
    expect({ exitCode, missing: missingIn(stdout, announced(code)), stdout, stderr }).toMatchObject({
      exitCode: 0,
      missing: undefined,
    });
  });

  it('has guides that compile with the types of the client', async () => {
    const programs = Object.fromEntries(pages.map((page) => [basename(page, '.md'), programOf(page)]));
    const wrong = 'const status: number = (await shop.listOrders()).body.items[0]?.status ?? 1;';
    const { stdout } = await compileTypeScript({ ...programs, wrong: `${setup}\n${wrong}` });
    const files = stdout.split('\n').flatMap((line) => /^(\S+)\(\d+,\d+\): error TS/.exec(line)?.[1] ?? []);
    expect({ stdout, files }).toEqual({ stdout, files: ['wrong.mts'] });
  });

  it('has a client whose first example runs', async () => {
    const token = await service.tokenFor('reader', 'orders:read orders:write');
    const [example = ''] = blocksOf(textOf('client/README.md'), 'ts');
    const code = `const baseUrl = '${service.url}';\nconst getToken = () => '${token}';\n${example}`;
    // On a busy machine the answer is 202, before the payment has succeeded.
    expect(await runTypeScript(code, service.url)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^ord_\w+ (?:confirmed|pending)\n$/),
    });
  });
});

describe('the announced output of a guide', () => {
  it('is found in its order only', () => {
    const texts = announced('a(); // → one\nb # → two\n// → one');
    expect(texts).toEqual(['one', 'two', 'one']);
    expect(missingIn('one\ntwo\none\n', texts)).toBeUndefined();
    expect(missingIn('two\none\none\n', texts)).toBe('two');
  });
});
