import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsumerId, consumers } from '../../lib/contract/consumers.ts';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import type { ScheduleId } from '../../lib/contract/service.ts';
import { announced, blocksOf, missingIn, runShell, runTypeScript } from '../harness/guide-run.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';

const pages = globSync('docs/api/*.md').map((path) => path.replaceAll('\\', '/'));
const textOf = (path: string) => readFileSync(path, 'utf8');
const [setup = ''] = blocksOf(textOf('docs/api/README.md'), 'ts');
const isStart = (page: string) => page.endsWith('/README.md');

describe('the guides of the API', () => {
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

  it.each(pages.filter((page) => blocksOf(textOf(page), 'sh').length > 0))(
    'say in %s what the shell prints',
    async (page) => {
      const code = blocksOf(textOf(page), 'sh').join('\n');
      const { exitCode, stdout, stderr } = await runShell(code, service.url);
      expect({ exitCode, missing: missingIn(stdout, announced(code)), stdout, stderr }).toMatchObject({
        exitCode: 0,
        missing: undefined,
      });
    },
  );

  it.each(pages)('say in %s what the program prints', { timeout: 60_000 }, async (page) => {
    const own = blocksOf(textOf(page), 'ts');
    expect(announced(own.join('')).length).toBeGreaterThan(0);
    const code = [...(isStart(page) ? [] : [setup]), ...own].join('\n');
    const { exitCode, stdout, stderr } = await runTypeScript(code, service.url);
    expect({ exitCode, missing: missingIn(stdout, announced(code)), stdout, stderr }).toMatchObject({
      exitCode: 0,
      missing: undefined,
    });
  });

  it('begin with an example of the client that runs', async () => {
    const token = await service.tokenFor('reader', 'orders:read orders:write');
    const [example = ''] = blocksOf(textOf('client/README.md'), 'ts');
    const code = `const baseUrl = '${service.url}';\nconst getToken = () => '${token}';\n${example}`;
    expect(await runTypeScript(code, service.url)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^ord_\w+ confirmed\n$/),
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
