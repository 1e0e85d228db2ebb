import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { findFreePort } from '../../../../tools/local-cloud/dynamodb/free-port.ts';
import { rulesFile, sloGroups } from '../../../../tools/slo/prometheus/rules/rule-groups.ts';
import { prometheusConfig } from '../../../../tools/slo/prometheus-server/prometheus-config.ts';
import {
  type RunningPrometheus,
  startPrometheus,
} from '../../../../tools/slo/prometheus-server/prometheus-process.ts';
import { prometheusAt, type VectorSample } from '../../../../tools/slo/prometheus-server/prometheus-query.ts';
import { keepScrapeToken, type ScrapeToken } from '../../../../tools/slo/prometheus-server/scrape-token.ts';
import { prometheusServer } from '../../../harness/prometheus.ts';
import { startFixtureService } from '../../../harness/slo/fixture-service.ts';

/** A tenth of its events is bad: a hundred times its budget. */
const availability: Objective = { ...slos.availability, target: '99.9', windowDays: 30, minBadEvents: 5 };

const until = async <T>(get: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> => {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const value = await get();
    if (isWanted(value) || performance.now() > deadline) return value;
    await pause(50);
  }
};

describe.skipIf(prometheusServer.isMissing)(`a real Prometheus${prometheusServer.reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'real-prometheus-'));
  let service: Awaited<ReturnType<typeof startFixtureService>>;
  let token: ScrapeToken;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    service = await startFixtureService();
    const tokenFile = join(folder, 'token');
    const ruleFile = join(folder, 'rules.yml');
    token = await keepScrapeToken({
      serviceUrl: service.url,
      file: tokenFile,
      renewEverySeconds: 0.1,
      print: () => {},
    });
    const timing = { timeScale: 1, evaluationSeconds: 1, periodEvaluationSeconds: 1 };
    writeFileSync(ruleFile, rulesFile(sloGroups(Object.values({ ...slos, availability }), timing)));
    prometheus = await startPrometheus({
      program: prometheusServer.path,
      folder,
      port: await findFreePort(),
      config: prometheusConfig({
        serviceUrl: service.url,
        tokenFile,
        ruleFiles: [ruleFile],
        scrapeSeconds: 1,
        evaluationSeconds: 1,
      }),
    });
  });

  afterAll(async () => {
    token?.stop();
    await prometheus?.stop();
    await service?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const query = (text: string) => prometheusAt(prometheus.url)(text);
  const first = async (text: string): Promise<VectorSample | undefined> => (await query(text))[0];

  it('records the error ratio and the spent budget', async () => {
    const ratio = await until(
      () => first('slo:sli_error:ratio_rate5m{sloth_slo="availability"}'),
      (sample) => sample !== undefined,
    );
    expect(ratio?.value).toBeCloseTo(0.1, 9);
    expect(ratio?.labels).toEqual({
      __name__: 'slo:sli_error:ratio_rate5m',
      job: 'order-service',
      stage: 'local',
      sloth_id: 'order-service-availability',
      sloth_service: 'order-service',
      sloth_slo: 'availability',
      sloth_window: '5m',
    });
    const burn = await first('slo:current_burn_rate:ratio{sloth_slo="availability"}');
    expect(burn?.value).toBeCloseTo(100, 6);
  });

  it('fires the alerts of the burn rate', async () => {
    const firing = () => query('sort(ALERTS{alertstate="firing",severity="page",sloth_slo="availability"})');
    const alerts = await until(firing, (samples) => samples.length > 0);
    expect(alerts.map(({ labels }) => labels['alertname'])).toEqual(['availability-page']);
  });

  it('has evaluated every rule without an error', async () => {
    const get = async () => {
      const answer = await fetch(`${prometheus.url}/api/v1/rules`);
      const { data } = (await answer.json()) as { data: { groups: { rules: { health: string }[] }[] } };
      return data.groups.flatMap(({ rules }) => rules.map(({ health }) => health));
    };
    const health = await until(get, (all) => !all.includes('unknown'));
    expect(health.length).toBeGreaterThan(100);
    expect(new Set(health)).toEqual(new Set(['ok']));
  });

  it('continues with a new token when the service rejects the old one', async () => {
    service.changeToken('second');
    const before = service.scrapes();
    expect(
      await until(
        async () => service.scrapes(),
        (scrapes) => scrapes > before,
      ),
    ).toBeGreaterThan(before);
    expect((await first('up'))?.labels['job']).toBe('order-service');
  });

  it('ends when it is stopped, and leaves nothing behind', async () => {
    await prometheus.stop();
    await prometheus.ended;
    await expect(fetch(prometheus.url)).rejects.toThrow();
  });
});
