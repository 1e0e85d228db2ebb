import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chartSvg } from './gameday/chart.ts';
import { GameDayError } from './gameday/child-process.ts';
import { type GameDayCommand, gameDayHelp, parseGameDayCommand } from './gameday/command-line.ts';
import { gameDayIncidents, quickIncidents } from './gameday/incidents.ts';
import { observedChart } from './gameday/observed-chart.ts';
import { rehearse } from './gameday/rehearsal.ts';
import { rehearsalTiming, scrapeSeconds } from './gameday/rehearsal-timing.ts';
import { gameDayReport } from './gameday/report.ts';
import { freePort, startService } from './gameday/service-under-test.ts';
import { orderService } from './order-service-declaration.ts';
import { sloGroups } from './prometheus/rules/rule-groups.ts';
import { rulesFile } from './prometheus/rules/rules-file.ts';
import { findPrometheus } from './prometheus-server/find-prometheus.ts';
import { prometheusConfig } from './prometheus-server/prometheus-config.ts';
import { PrometheusError } from './prometheus-server/prometheus-error.ts';
import { startPrometheus } from './prometheus-server/prometheus-process.ts';
import { queryPrometheus } from './prometheus-server/prometheus-query.ts';
import { keepScrapeToken } from './prometheus-server/scrape-token.ts';

const folder = join(import.meta.dirname, '../..', '.local', 'gameday');

/** Full windows of an hour before each incident, so that none is seen through the one before; less when in a hurry. */
const calmSeconds = { full: 65, quick: 12 } as const;

/** Waits until Prometheus has scraped the service and no alert is left over from before. */
const untilQuiet = async (url: string): Promise<void> => {
  for (let tries = 0; tries < 120; tries += 1) {
    const [known] = await queryPrometheus(url, 'count(slo:current_burn_rate:ratio)');
    if (known !== undefined && (await queryPrometheus(url, 'ALERTS')).length === 0) return;
    await sleep(250);
  }
  throw new GameDayError('Prometheus does not get to see a healthy service.');
};

/** What has to be stopped, the last started first. */
const stops: (() => Promise<void> | void)[] = [];

const stopAll = async (): Promise<void> => {
  for (const stop of stops.splice(0).reverse()) await stop();
};

const holdGameDay = async ({ quick, reportFile }: GameDayCommand): Promise<boolean> => {
  const program = findPrometheus(process.env['PATH']);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log('Starting the service and Prometheus …');
  const service = await startService();
  stops.push(service.stop);
  const tokenFile = join(folder, 'token');
  const token = await keepScrapeToken({ serviceUrl: service.url, file: tokenFile, print: console.log });
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
  writeFileSync(chartFile, chartSvg(await observedChart(prometheus.url, rehearsal)));
  writeFileSync(reportFile, gameDayReport(rehearsal, basename(chartFile)));

  const { comparisons } = rehearsal;
  const agreed = comparisons.filter(({ agrees }) => agrees);
  console.log(
    `\n${agreed.length} of ${comparisons.length} alerts began and ended when they had to: ${reportFile}`,
  );
  return comparisons.length > 0 && agreed.length === comparisons.length;
};

try {
  const command = parseGameDayCommand(process.argv.slice(2));
  if (command === 'help') console.log(gameDayHelp);
  else {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => void stopAll().finally(() => process.exit(1)));
    }
    process.exitCode = (await holdGameDay(command)) ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof GameDayError || error instanceof PrometheusError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await stopAll();
}
