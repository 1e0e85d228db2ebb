import { reportMeasurement } from '../processes/report-measurement.ts';
import { quantile } from '../statistics.ts';
import type { RecorderId, RecordingRun } from './metrics-runs.ts';
import { orderRecorders } from './order-recorders.ts';

// Records orders again and again: node record-repeatedly.mjs <recorder> <warm-up> <timed>.

const [, , recorder = '', warmUp = '', timed = ''] = process.argv;
let bytes = 0;
const record = orderRecorders[recorder as RecorderId]((line) => {
  bytes += Buffer.byteLength(line) + 1;
});

/** Seconds that fall into all the lower buckets, as they do in practice. */
const secondsOf = (n: number): number => (1 + ((n * 37) % 120)) / 1_000;

const once = (n: number): number => {
  const before = performance.now();
  record(secondsOf(n), 19.99 * (1 + (n % 9)), `benchmark-${n}`);
  return (performance.now() - before) * 1_000;
};

for (let n = 0; n < Number(warmUp); n += 1) once(n);
bytes = 0;
const cpuBefore = process.cpuUsage();
const times = Array.from({ length: Number(timed) }, (_, n) => once(n));
const { user, system } = process.cpuUsage(cpuBefore);

reportMeasurement({
  medianUs: quantile(times, 0.5),
  cpuUs: (user + system) / times.length,
  lineBytes: bytes / times.length,
} satisfies RecordingRun);
process.exit();
