import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Violation, violationText } from '../audit/violation.ts';
import { CommandError } from '../command-line/command-error.ts';
import { launched } from '../project.ts';

/** The used part of the output of `npm run audit -- --json`. */
interface AuditReport {
  readonly orders: number;
  readonly open: number;
  readonly unverified: readonly string[];
  readonly violations: readonly Violation[];
}

/** Audits the tables of the service as an operator does. */
const audit = async (url: string, signal: AbortSignal): Promise<AuditReport> => {
  const args = [...launched('tools/operator/audit.ts'), '--url', url, '--still', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const [output, errors] = await Promise.race([
    Promise.all([text(child.stdout), text(child.stderr)]),
    failed,
  ]);
  if (!output.startsWith('{')) throw new CommandError(`The audit failed: ${errors.trim()}`);
  return JSON.parse(output) as AuditReport;
};

/** How the tables ended. */
export interface Settled {
  readonly seconds: number;
  readonly orders: number;
  /** Orders that still wait for something. */
  readonly open: number;
  readonly violations: readonly string[];
}

/**
 * Waits until no order waits for anything and the audit is clean.
 * @param limitMs longest wait; what is left then is in the result.
 */
export const untilSettled = async (
  url: string,
  limitMs: number,
  onWait: (open: number) => void,
  signal: AbortSignal,
): Promise<Settled> => {
  const start = performance.now();
  let before: string | undefined;
  for (;;) {
    const { orders, open, violations, unverified } = await audit(url, signal);
    const ms = performance.now() - start;
    const found = [...violations.map(violationText), ...unverified];
    const isClean = open === 0 && found.length === 0;
    // A change during the audit looks like a violation. Once no order is open, it does so only once.
    const isLasting = open === 0 && found.join() === before;
    if (isClean || isLasting || ms > limitMs) {
      return { seconds: Math.round(ms / 1_000), orders, open, violations: found };
    }
    before = open === 0 ? found.join() : undefined;
    onWait(open);
    await sleep(2_000, undefined, { signal });
  }
};
