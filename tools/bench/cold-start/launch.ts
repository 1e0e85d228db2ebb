import type { Handler } from 'aws-lambda';
import { peakMemoryMb } from '../processes/peak-memory.ts';
import { reportMeasurement } from '../processes/report-measurement.ts';
import { orderEvent } from '../workload/api-event.ts';
import { lambdaContext } from '../workload/lambda-context.ts';
import type { ColdStart } from './cold-start.ts';
import { cpuGroupVariable, saysLoadedVariable } from './cpu-limit.ts';

// Stands in for the Lambda runtime for one invocation: node launch.mjs <bundle>.

// The runtime client of Lambda loads these modules before the handler's module.
for (const name of ['http', 'net', 'util', 'fs', 'path', 'stream', 'events']) process.getBuiltinModule(name);

const [, , bundle = ''] = process.argv;
const id = `benchmark-${process.pid}-${Date.now()}`;
const event = orderEvent(id);
const context = lambdaContext(id);

const bootMs = performance.now();
const { handler, prime }: { handler: Handler; prime?: () => Promise<void> } = await import(bundle);
// As the loader of a deployed function does.
await prime?.();
const loadedMs = performance.now();
const { [cpuGroupVariable]: cpuGroup, [saysLoadedVariable]: saysLoaded } = process.env;
const files = process.getBuiltinModule('node:fs');
if (cpuGroup !== undefined) files.writeFileSync(`${cpuGroup}/cgroup.procs`, String(process.pid));
if (saysLoaded !== undefined) files.writeSync(4, 'loaded');
const calledMs = performance.now();
const response = await handler(event, context, () => {});
const answeredMs = performance.now();
const { user, system } = process.cpuUsage();

if (response.statusCode !== 201) throw new Error(`${bundle}: ${JSON.stringify(response)}`);
reportMeasurement({
  bootMs,
  moduleMs: loadedMs - bootMs,
  requestMs: answeredMs - calledMs,
  cpuMs: (user + system) / 1_000,
  peakRssMb: peakMemoryMb(),
} satisfies ColdStart);
process.exit();
