import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Handler } from 'aws-lambda';
import { reportMeasurement } from '../processes/report-measurement.ts';
import { quantile } from '../statistics.ts';
import { scrapeEvent } from '../workload/api-event.ts';
import { lambdaContext } from '../workload/lambda-context.ts';
import type { ScrapeRun } from './metrics-runs.ts';

// Scrapes again and again: node scrape-repeatedly.mjs <bundle of metrics> <warm-up> <timed>.

const [, , bundle = '', warmUp = '', timed = ''] = process.argv;
const { handler }: { readonly handler: Handler } = await import(bundle);
let bytes = 0;

const scrape = async (n: number): Promise<number> => {
  const context = lambdaContext(`scrape-${n}`);
  const before = performance.now();
  const response = await handler(scrapeEvent, context, () => {});
  const elapsedMs = performance.now() - before;
  if (response.statusCode !== 200) throw new Error(`${bundle}: ${JSON.stringify(response)}`);
  bytes = Buffer.byteLength(response.body);
  await nextTurn();
  return elapsedMs * 1_000;
};

for (let n = 0; n < Number(warmUp); n += 1) await scrape(n);
const cpuBefore = process.cpuUsage();
const times: number[] = [];
for (let n = 0; n < Number(timed); n += 1) times.push(await scrape(n));
const { user, system } = process.cpuUsage(cpuBefore);

reportMeasurement({
  medianUs: quantile(times, 0.5),
  p99Us: quantile(times, 0.99),
  cpuUs: (user + system) / times.length,
  bytes,
} satisfies ScrapeRun);
process.exit();
