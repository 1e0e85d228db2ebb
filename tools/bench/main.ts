import { writeFile } from 'node:fs/promises';
import { runCommand } from '../command-line/run-command.ts';
import { measureBundleSizes } from './bundle-sizes.ts';
import { createWorkspace } from './bundles/workspace.ts';
import { measureColdStarts } from './cold-start/measure-cold-starts.ts';
import { collectStoredItems } from './dynamodb/collect-stored-items.ts';
import type { Laboratory } from './laboratory.ts';
import { describeMachine } from './laboratory.ts';
import { measureMetrics } from './metrics/measure-metrics.ts';
import { benchCommand, type Options, toOptions } from './options.ts';
import { reserveCpu } from './processes/pinning.ts';
import { createProcesses } from './processes/processes.ts';
import { measureCatalogueReads } from './reads/measure-catalogue-reads.ts';
import { measureOrderReads } from './reads/measure-order-reads.ts';
import { coldStartReport } from './report/cold-start-report.ts';
import { metricsReport } from './report/metrics-report.ts';
import { catalogueReadsReport, orderReadsReport } from './report/reads-report.ts';
import { sizeReport } from './report/size-report.ts';
import { contentionReport, stockShardsReport } from './report/stock-shards-report.ts';
import { warmReport } from './report/warm-report.ts';
import { measureContention } from './stock-shards/measure-contention.ts';
import { measureStockShards } from './stock-shards/measure-stock-shards.ts';
import { measureWarm } from './warm/measure-warm.ts';

const run = async (laboratory: Laboratory, options: Options): Promise<void> => {
  const machine = describeMachine(laboratory);
  const results: Record<string, unknown> = { machine, options };
  console.log(`${machine}\nRatios are medians of per-round ratios (quartiles in brackets).`);
  if (options.parts.includes('size')) {
    laboratory.progress('bundle sizes');
    const sizes = await measureBundleSizes();
    results['sizes'] = sizes;
    console.log(`\n${sizeReport(sizes)}`);
  }
  if (options.parts.includes('cold')) {
    const starts = await measureColdStarts(laboratory, options.coldRounds);
    results['coldStarts'] = starts;
    console.log(`\n${coldStartReport(starts)}`);
  }
  if (options.parts.includes('warm')) {
    const runs = await measureWarm(laboratory, { rounds: options.warmRounds, effort: options.effort });
    results['warmRuns'] = runs;
    console.log(`\n${warmReport(runs)}`);
  }
  if (options.parts.includes('contention')) {
    laboratory.progress('contention for one stock item');
    const contention = await measureContention();
    results['contention'] = contention;
    console.log(`\n${contentionReport(contention)}`);
    laboratory.progress('stock shards');
    const sales = await measureStockShards(options.effort);
    results['stockShards'] = sales;
    console.log(`\n${stockShardsReport(sales)}`);
  }
  if (options.parts.includes('reads')) {
    laboratory.progress('reads of a long history');
    const reads = await measureOrderReads(Math.max(500, Math.round(10_000 * options.effort)));
    results['orderReads'] = reads;
    console.log(`\n${orderReadsReport(reads)}`);
    laboratory.progress('reads of the catalogue');
    const catalogue = await measureCatalogueReads();
    results['catalogueReads'] = catalogue;
    console.log(`\n${catalogueReadsReport(catalogue)}`);
  }
  if (options.parts.includes('metrics')) {
    const metrics = await measureMetrics(laboratory, { rounds: options.warmRounds, effort: options.effort });
    results['metrics'] = metrics;
    console.log(`\n${metricsReport(metrics)}`);
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
