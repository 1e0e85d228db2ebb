import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import type { CommandLine } from '../command-line/command.ts';
import { localServiceUrl } from '../command-line/local-service.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { orderService, withRunbooksAt } from './order-service-declaration.ts';
import { pipelineGroup, rulesFile, sloGroups } from './prometheus/rules/rule-groups.ts';
import { productionTiming } from './prometheus/rules/timing.ts';
import { prometheusCommand } from './prometheus-server/command-line.ts';
import { findPrometheus } from './prometheus-server/find-prometheus.ts';
import { prometheusConfig } from './prometheus-server/prometheus-config.ts';
import { startPrometheus } from './prometheus-server/prometheus-process.ts';
import { keepScrapeToken } from './prometheus-server/scrape-token.ts';
import { startMessage } from './prometheus-server/start-message.ts';

const folder = projectFile('.local', 'prometheus');

const scrapeSeconds = 5;

/** The rules of production, evaluated more often, to show their effect soon. */
const localTiming = {
  ...productionTiming,
  evaluationSeconds: scrapeSeconds,
  periodEvaluationSeconds: scrapeSeconds,
};

const run = async ({ options, variables }: CommandLine<typeof prometheusCommand>): Promise<undefined> => {
  checkObjectives(orderService.objectives);
  const { url: serviceUrl = localServiceUrl(variables), port, fresh } = options;
  const program = findPrometheus(process.env['PATH']);
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tokenFile = join(folder, 'token');
  const ruleFile = join(folder, 'rules.yml');
  writeFileSync(
    ruleFile,
    withRunbooksAt(
      rulesFile([
        ...sloGroups(Object.values(orderService.objectives), localTiming),
        pipelineGroup(localTiming),
      ]),
      `${serviceUrl}/local/runbooks`,
    ),
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

await runCommand(prometheusCommand, run, { expected: [SloDefinitionError] });
