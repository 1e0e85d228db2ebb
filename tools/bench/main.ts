import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { measureBundleSizes } from './bundle-sizes.ts';
import { createWorkspace } from './bundles/workspace.ts';
import { measureColdStarts } from './cold-start/measure-cold-starts.ts';
import { measureConsole } from './console/measure-console.ts';
import { collectStoredItems } from './dynamodb/collect-stored-items.ts';
import type { Laboratory } from './laboratory.ts';
import { describeMachine } from './laboratory.ts';
import { measureLocal } from './local/measure-local.ts';
import { measureMetrics } from './metrics/measure-metrics.ts';
import { benchCommand, type Options, type Part, toOptions } from './options.ts';
import { reserveCpu } from './processes/pinning.ts';
import { createProcesses } from './processes/processes.ts';
import { measureCatalogueReads } from './reads/measure-catalogue-reads.ts';
import { measureOrderReads } from './reads/measure-order-reads.ts';
import { replaceResults } from './report/benchmark-document.ts';
import { coldStartReport } from './report/cold-start-report.ts';
import { consoleReport } from './report/console-report.ts';
import { localReport } from './report/local-report.ts';
import { metricsReport } from './report/metrics-report.ts';
import { catalogueReadsReport, orderReadsReport } from './report/reads-report.ts';
import { sizeReport } from './report/size-report.ts';
import { contentionReport, stockShardsReport } from './report/stock-shards-report.ts';
import { targetsReport } from './report/targets-report.ts';
import { warmReport } from './report/warm-report.ts';
import { measureContention } from './stock-shards/measure-contention.ts';
import { measureStockShards } from './stock-shards/measure-stock-shards.ts';
import { type TargetedResults, targetsOf } from './targets.ts';
import { measureWarm } from './warm/measure-warm.ts';

/** Measures a part, and gives its figures and its report. */
type Measure = (
  laboratory: Laboratory,
  options: Options,
) => Promise<{ readonly figures: Readonly<Record<string, unknown>>; readonly report: string }>;

const measures: Readonly<Record<Part, Measure>> = {
  size: async () => {
    const sizes = await measureBundleSizes();
    return { figures: { sizes }, report: sizeReport(sizes) };
  },
  cold: async (laboratory, { coldRounds }) => {
    const coldStarts = await measureColdStarts(laboratory, coldRounds);
    return { figures: { coldStarts }, report: coldStartReport(coldStarts) };
  },
  warm: async (laboratory, { warmRounds: rounds, effort }) => {
    const warmRuns = await measureWarm(laboratory, { rounds, effort });
    return { figures: { warmRuns }, report: warmReport(warmRuns) };
  },
  contention: async (_, { effort }) => {
    const contention = await measureContention();
    const stockShards = await measureStockShards(effort);
    return {
      figures: { contention, stockShards },
      report: `${contentionReport(contention)}\n\n${stockShardsReport(stockShards)}`,
    };
  },
  reads: async (_, { effort }) => {
    const orderReads = await measureOrderReads(Math.max(500, Math.round(10_000 * effort)));
    const catalogueReads = await measureCatalogueReads();
    return {
      figures: { orderReads, catalogueReads },
      report: `${orderReadsReport(orderReads)}\n\n${catalogueReadsReport(catalogueReads)}`,
    };
  },
  metrics: async (laboratory, { warmRounds: rounds, effort }) => {
    const metrics = await measureMetrics(laboratory, { rounds, effort });
    return { figures: { metrics }, report: metricsReport(metrics) };
  },
  local: async (laboratory, { effort }) => {
    const local = await measureLocal(laboratory, effort < 1);
    return { figures: { local }, report: localReport(local) };
  },
  console: async (laboratory, { warmRounds: rounds, effort }) => {
    const extent =
      effort < 1 ? { blockSeconds: 3, earlierOrders: 50 } : { blockSeconds: 10, earlierOrders: 500 };
    const console = await measureConsole(laboratory, { rounds, ...extent });
    return { figures: { console }, report: consoleReport(console) };
  },
};

const documentFile = projectFile('docs/benchmarks.md');

const run = async (laboratory: Laboratory, options: Options): Promise<void> => {
  const machine = describeMachine(laboratory);
  let results: Readonly<Record<string, unknown>> = { machine, options };
  console.log(`${machine}\nRatios are medians of per-round ratios (quartiles in brackets).`);
  const finish = async (part: string, report: string) => {
    console.log(`\n${report}`);
    if (!options.writesDocument) return;
    const document = await readFile(documentFile, 'utf8');
    const load = `Load of the machine at the end: ${loadavg()[0]?.toFixed(1)}.`;
    const text = `${machine}. ${options.coldRounds} rounds of cold starts, ${options.warmRounds} of warm runs. ${load}`;
    await writeFile(documentFile, replaceResults(document, part, `${report}\n\n${text}`));
  };
  for (const part of options.parts) {
    laboratory.progress(part);
    const { figures, report } = await measures[part](laboratory, options);
    results = { ...results, ...figures };
    await finish(part, report);
  }
  if ((['size', 'cold', 'warm'] as const).every((part) => options.parts.includes(part))) {
    // The three parts have made these figures.
    await finish('targets', targetsReport(targetsOf(results as unknown as TargetedResults)));
  }
  if (options.jsonFile !== undefined)
    await writeFile(options.jsonFile, JSON.stringify(results, undefined, 2));
};

await runCommand(benchCommand, async (line) => {
  const options = toOptions(line);
  const processes = createProcesses();
  const workspace = await createWorkspace();
  const cleanUp = () => {
    processes.killAll();
    workspace.remove();
  };
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      cleanUp();
      process.exit(code);
    });
  }
  const progress = (text: string) =>
    console.error(`${(performance.now() / 1_000).toFixed(1).padStart(6)} s  ${text}`);
  try {
    const cpu = reserveCpu();
    const needsDatabase = options.parts.some((part) => part === 'cold' || part === 'warm');
    const items = needsDatabase ? await collectStoredItems({ processes, workspace }) : [];
    await run({ processes, workspace, items, progress, cpu }, options);
    return 0;
  } finally {
    cleanUp();
  }
});
