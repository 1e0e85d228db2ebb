import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderService } from './order-service-declaration.ts';
import { pipelineGroup, sloGroups } from './prometheus/rules/rule-groups.ts';
import { rulesFile } from './prometheus/rules/rules-file.ts';
import { productionTiming } from './prometheus/rules/timing.ts';
import {
  type PrometheusCommand,
  parsePrometheusCommand,
  prometheusHelp,
} from './prometheus-server/command-line.ts';
import { findPrometheus } from './prometheus-server/find-prometheus.ts';
import { prometheusConfig } from './prometheus-server/prometheus-config.ts';
import { PrometheusError } from './prometheus-server/prometheus-error.ts';
import { startPrometheus } from './prometheus-server/prometheus-process.ts';
import { keepScrapeToken } from './prometheus-server/scrape-token.ts';
import { startMessage } from './prometheus-server/start-message.ts';

const folder = join(import.meta.dirname, '../..', '.local', 'prometheus');

const scrapeSeconds = 5;

/** The rules of production, looked at more often, so that there is something to see soon. */
const localTiming = {
  ...productionTiming,
  evaluationSeconds: scrapeSeconds,
  periodEvaluationSeconds: scrapeSeconds,
};

const run = async ({ serviceUrl, port, fresh }: PrometheusCommand): Promise<void> => {
  const program = findPrometheus(process.env['PATH']);
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tokenFile = join(folder, 'token');
  const ruleFile = join(folder, 'rules.yml');
  writeFileSync(
    ruleFile,
    rulesFile([
      ...sloGroups(Object.values(orderService.objectives), localTiming),
      pipelineGroup(localTiming),
    ]),
  );
  const token = await keepScrapeToken({ serviceUrl, file: tokenFile, print: console.log });
  try {
    const prometheus = await startPrometheus({
      program,
      folder,
      port,
      config: prometheusConfig({
        serviceUrl,
        tokenFile,
        ruleFiles: [ruleFile],
        scrapeSeconds,
        evaluationSeconds: scrapeSeconds,
      }),
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => void prometheus.stop());
    console.log(startMessage(prometheus.url, serviceUrl));
    await prometheus.ended;
  } finally {
    token.stop();
    rmSync(tokenFile, { force: true });
  }
};

try {
  const command = parsePrometheusCommand(process.argv.slice(2));
  if (command === 'help') console.log(prometheusHelp);
  else await run(command);
} catch (error) {
  if (!(error instanceof PrometheusError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
