import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import type { CommandLine } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { chartSvg } from './gameday/chart.ts';
import { readSettled } from './gameday/client-tally.ts';
import { gameDayCommand } from './gameday/command-line.ts';
import { createEventRecord } from './gameday/event-record.ts';
import { gameDayIncidents, quickIncidents } from './gameday/incidents.ts';
import { startLoad } from './gameday/load.ts';
import { observedChart } from './gameday/observed-chart.ts';
import { rehearse } from './gameday/rehearsal.ts';
import { purchasesPerSecond, rehearsalTiming, scrapeSeconds } from './gameday/rehearsal-timing.ts';
import { gameDayReport } from './gameday/report.ts';
import { freePort, startService } from './gameday/service-under-test.ts';
import { untilAnswered } from './gameday/until-answered.ts';
import { orderService } from './order-service-declaration.ts';
import { rulesFile, sloGroups } from './prometheus/rules/rule-groups.ts';
import { findPrometheus } from './prometheus-server/find-prometheus.ts';
import { prometheusConfig } from './prometheus-server/prometheus-config.ts';
import { startPrometheus } from './prometheus-server/prometheus-process.ts';
import { prometheusAt } from './prometheus-server/prometheus-query.ts';
import { keepScrapeToken } from './prometheus-server/scrape-token.ts';

const folder = projectFile('.local', 'gameday');

const warmUpSeconds = 5;

/** Longer than a page goes on after an incident: 30 + 35 minutes, and the lag of the counters; less with --quick. */
const calmSeconds = { full: 75, quick: 12 } as const;

/** Customers before the game day, for the cold starts: they count, and Prometheus is to begin after them. */
const warmUp = async (serviceUrl: string): Promise<void> => {
  const load = await startLoad({ serviceUrl, purchasesPerSecond, record: createEventRecord(), now: () => 0 });
  await sleep(warmUpSeconds * 1_000);
  await load.stop();
  await readSettled(serviceUrl, { calmMs: 2_000 });
};

/** Waits until Prometheus has scraped the service and no alert fires. */
const untilQuiet = async (url: string): Promise<void> => {
  const query = (expr: string) => untilAnswered(() => prometheusAt(url)(expr));
  for (let tries = 0; tries < 120; tries += 1) {
    const [known] = await query('count(slo:current_burn_rate:ratio)');
    if (known !== undefined && (await query('ALERTS')).length === 0) return;
    await sleep(250);
  }
  throw new CommandError('Prometheus saw no healthy service within 30 s.');
};

/** Stops everything that runs, the last started first. */
const stops: (() => Promise<void> | void)[] = [];

const stopAll = async (): Promise<void> => {
  for (const stop of stops.splice(0).reverse()) await stop();
};

const holdGameDay = async ({
  quick,
  report: reportFile,
}: CommandLine<typeof gameDayCommand>['options']): Promise<boolean> => {
  checkObjectives(orderService.objectives);
  const program = findPrometheus(process.env['PATH']);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log('Starting the service and Prometheus …');
  const service = await startService();
  stops.push(service.stop);
  await warmUp(service.url);
  const tokenFile = join(folder, 'token');
  const token = await untilAnswered(() =>
    keepScrapeToken({ serviceUrl: service.url, file: tokenFile, print: console.log }),
  );
  stops.push(token.stop);
  const ruleFile = join(folder, 'rules.yml');
  writeFileSync(ruleFile, rulesFile(sloGroups(Object.values(orderService.objectives), rehearsalTiming)));
  const config = prometheusConfig({
    serviceUrl: service.url,
    tokenFile,
    ruleFiles: [ruleFile],
    scrapeSeconds,
    evaluationSeconds: rehearsalTiming.evaluationSeconds,
  });
  const prometheus = await startPrometheus({ program, folder, port: await freePort(), config });
  stops.push(prometheus.stop);
  await untilQuiet(prometheus.url);
  console.log(`Service at ${service.url}, Prometheus at ${prometheus.url}`);

  const plan = {
    incidents: quick ? quickIncidents : gameDayIncidents,
    calmSeconds: quick ? calmSeconds.quick : calmSeconds.full,
  };
  const rehearsal = await rehearse(plan, service, prometheus.url, console.log);
  const chartFile = reportFile.replace(/\.md$/, '.svg');
  mkdirSync(dirname(reportFile), { recursive: true });
  writeFileSync(chartFile, chartSvg(await untilAnswered(() => observedChart(prometheus.url, rehearsal))));
  writeFileSync(reportFile, gameDayReport(rehearsal, basename(chartFile)));

  const { comparisons, tallies } = rehearsal;
  const agreed = comparisons.filter(({ agrees }) => agrees);
  console.log(
    `\n${agreed.length} of ${comparisons.length} alerts fired and cleared as predicted: ${reportFile}`,
  );
  const equal = tallies.filter(({ agrees }) => agrees);
  console.log(`${equal.length} of ${tallies.length} objectives have the events that the customers felt.`);
  return comparisons.length > 0 && agreed.length === comparisons.length && equal.length === tallies.length;
};

await runCommand(
  gameDayCommand,
  async ({ options }) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => void stopAll().finally(() => process.exit(1)));
    }
    try {
      return (await holdGameDay(options)) ? 0 : 1;
    } finally {
      await stopAll();
    }
  },
  { expected: [SloDefinitionError] },
);
