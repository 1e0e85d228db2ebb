import type { Handler } from 'aws-lambda';
import { reportMeasurement } from '../processes/report-measurement.ts';
import { orderEvent } from '../workload/api-event.ts';
import { lambdaContext } from '../workload/lambda-context.ts';
import type { ColdStart } from './cold-start.ts';

// Stands in for the Lambda runtime for one invocation: node launch.mjs <bundle>.

// The runtime client of Lambda loads these modules before the handler's module.
for (const name of ['http', 'net', 'util', 'fs', 'path', 'stream', 'events']) process.getBuiltinModule(name);

const [, , bundle = ''] = process.argv;
const id = `benchmark-${process.pid}-${Date.now()}`;
const event = orderEvent(id);
const context = lambdaContext(id);

const bootMs = performance.now();
const { handler }: { handler: Handler } = await import(bundle);
const loadedMs = performance.now();
const response = await handler(event, context, () => {});
const answeredMs = performance.now();
const { user, system } = process.cpuUsage();

if (response.statusCode !== 201) throw new Error(`${bundle}: ${JSON.stringify(response)}`);
reportMeasurement({
  bootMs,
  moduleMs: loadedMs - bootMs,
  requestMs: answeredMs - loadedMs,
  cpuMs: (user + system) / 1_000,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
} satisfies ColdStart);
process.exit();
