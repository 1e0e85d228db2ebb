import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReportedAlarm } from '../../tools/local-cloud/measurements/reported-alarm.ts';
import { firstCommandOf, queriesOf, runbooks, sectionsOf } from '../harness/infra/runbook-text.ts';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { businessShopper } from '../harness/service/shopper.ts';

type Item = Readonly<Record<string, string>>;

let service: RunningService;
let failed: string[];
beforeAll(async () => {
  service = await startService({ functions: ['put-product', 'create-order', 'pay-order'], seeded: true });
  const shop = await businessShopper(service, 'bob');
  const orders = await Promise.all(Array.from({ length: 6 }, () => shop.placed('TEA-001')));
  const outage = JSON.stringify({ seconds: 600, mode: 'error' });
  await service.request('/local/payments/outage', { method: 'POST', body: outage });
  const answers = [];
  for (const { id } of orders) answers.push(await shop.pay(id));
  failed = answers.map(({ headers }) => String(headers['x-correlation-id']));
});
afterAll(() => service?.close());

const run = async (command: string, ...args: string[]) => {
  const { code, stdout, stderr } = await runInThread(`diagnosis/${command}.ts`, [
    ...['--url', service.url, '--json'],
    ...args,
  ]);
  return { code, stderr, items: stdout === '' ? [] : (JSON.parse(stdout) as { items: Item[] }).items };
};

describe('the first commands of the runbooks, while the payment gateway is down,', () => {
  it('group the failures by cause, with a request to open', async () => {
    const { code, items } = await run('causes');
    expect(code).toBe(0);
    expect(items.map(({ n }) => Number(n)).reduce((sum, n) => sum + n)).toBe(6);
    expect(items[0]).toMatchObject({
      function_name: 'pay-order',
      code: 'SYS-002',
      'error.message': 'payment-gateway is unavailable',
    });
    expect(items.some(({ cause }) => cause?.endsWith('outage 503'))).toBe(true);
    const request = items[0]?.['request'] ?? '';
    expect(failed).toContain(request);
    expect((await service.request(`/local/timelines/${request}`)).statusCode).toBe(200);
  });

  it('answer the queries of the section to which the page links', async () => {
    const section = sectionsOf(runbooks.get('slo-payment-success.md') ?? { file: '', text: '', anchors: [] });
    const queries = queriesOf(section.find(({ anchor }) => anchor === 'page')?.text ?? '');
    const answers = await Promise.all(queries.map((query) => run('ask', query)));
    expect(answers.map(({ code }) => code)).toEqual([0, 0]);
    const [causes, circuit] = answers.map(({ items }) => items);
    expect(causes).toContainEqual(expect.objectContaining({ answer: 'gateway failed: outage 503' }));
    expect(circuit?.at(0)).toMatchObject({ to: 'open' });
  });

  it('are answered locally in every section of every runbook', async () => {
    const firsts = [...runbooks.values()].flatMap((runbook) =>
      runbook.file === 'README.md'
        ? []
        : sectionsOf(runbook).map(({ anchor, text }) => [`${runbook.file}#${anchor}`, firstCommandOf(text)]),
    );
    const refused = await Promise.all(
      firsts.map(async ([section = '', command = '']) => {
        if (/^(?:causes|alarms|metric |npm run )/.test(command)) return [];
        const [, name, query] = /^(ask|access) '([^']+)'$/.exec(command) ?? [];
        if (query === undefined) return section;
        const parameters = new URLSearchParams({ query, logs: name === 'ask' ? 'functions' : 'access' });
        const { statusCode } = await service.request(`/local/ask?${parameters}`);
        return statusCode === 200 ? [] : section;
      }),
    );
    expect(firsts.length).toBeGreaterThan(30);
    expect(refused.flat()).toEqual([]);
  });

  it('count refusals of the gateway by the access log', async () => {
    expect((await service.request('/api/v1/orders', { method: 'POST' })).statusCode).toBe(401);
    const [query = ''] = queriesOf(
      sectionsOf(runbooks.get('way-in.md') ?? { file: '', text: '', anchors: [] }).find(
        ({ anchor }) => anchor === 'requests-refused',
      )?.text ?? '',
    );
    const { items } = await run('ask', '--access', query);
    expect(items).toContainEqual(
      expect.objectContaining({ status: '401', routeKey: 'POST /api/v1/orders', n: '1' }),
    );
  });

  it('read a metric with all its dimensions, one of AWS too', async () => {
    const total = async (...words: string[]) =>
      (await run('metric', ...words)).items.reduce((sum, { value }) => sum + Number(value), 0);
    expect(await total('slo_bad_events:payment-success', 'Sum')).toBe(6);
    const named = 'FunctionName=order-service-prod-pay-order';
    expect(await total('AWS/Lambda/Invocations', 'SampleCount', named)).toBe(6);
    expect(await total('AWS/Lambda/Invocations', 'Sum')).toBe(0);
    expect((await run('metric', 'orders_created_total', 'Total')).stderr).toContain('no statistic Total');
  });

  it('name the page that is sent', async () => {
    await vi.waitFor(async () => {
      const { code, items } = await run('alarms');
      expect(code).toBe(1);
      const alarms = items as unknown as ReportedAlarm[];
      const page = alarms.find(({ name }) => name === 'payment-success-page');
      expect(page).toMatchObject({ severity: 'page', runbook: 'docs/runbooks/slo-payment-success.md#page' });
    }, 20_000);
  });

  it('count invocations as the platform reports them', async () => {
    const query =
      'filter type = "platform.report" and @log like /pay-order/ | stats count() as n by record.status';
    expect((await run('ask', query)).items).toEqual([{ 'record.status': 'success', n: '6' }]);
  });

  it('refuse unsupported queries by name', async () => {
    expect(await run('ask', 'filter level = "WARN" | dedup code')).toEqual({
      code: 1,
      items: [],
      stderr: expect.stringMatching(/^The local run does not know the command "dedup"/),
    });
  });
});
