import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Handler } from 'aws-lambda';
import { peakMemoryMb } from '../processes/peak-memory.ts';
import { reportMeasurement } from '../processes/report-measurement.ts';
import { quantile } from '../statistics.ts';
import { orderEvent } from '../workload/api-event.ts';
import { lambdaContext } from '../workload/lambda-context.ts';
import type { OperationCounts, WarmRun } from './warm-run.ts';

// Stands in for the Lambda runtime for many invocations: node invoke-repeatedly.mjs <bundle> <warm-up> <timed>.

interface Bundle {
  readonly handler: Handler;
  readonly sentOperations?: OperationCounts;
}

const [, , bundle = '', warmUp = '', timed = ''] = process.argv;
const { handler, sentOperations = {} }: Bundle = await import(bundle);
const startedAt = Date.now();
let invocations = 0;

const invoke = async (): Promise<number> => {
  invocations += 1;
  const id = `benchmark-${startedAt}-${invocations}`;
  const event = orderEvent(id);
  const context = lambdaContext(id);
  const before = performance.now();
  const response = await handler(event, context, () => {});
  const elapsedMs = performance.now() - before;
  if (response.statusCode !== 201) throw new Error(`${bundle}: ${JSON.stringify(response)}`);
  // The next event of Lambda arrives in another turn of the event loop, after work that the handler left for it.
  await nextTurn();
  return elapsedMs * 1_000;
};

await invoke();
const firstOperations = { ...sentOperations };
for (let count = 1; count < Number(warmUp); count += 1) await invoke();

const warmOperations = { ...sentOperations };
const cpuBefore = process.cpuUsage();
const times: number[] = [];
for (let count = 0; count < Number(timed); count += 1) times.push(await invoke());
const { user, system } = process.cpuUsage(cpuBefore);

const perInvocation = Object.entries(sentOperations).map(([operation, count]) => [
  operation,
  (count - (warmOperations[operation] ?? 0)) / times.length,
]);
reportMeasurement({
  medianUs: quantile(times, 0.5),
  p99Us: quantile(times, 0.99),
  cpuUs: (user + system) / times.length,
  rssMb: peakMemoryMb(),
  firstOperations,
  warmOperations: Object.fromEntries(perInvocation),
} satisfies WarmRun);
process.exit();
