import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { type Violation, violationText } from '../../audit/violation.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { counted, type Operator } from '../operator-command/operator.ts';
import { type AuditResult, auditTables } from './audit-tables.ts';
import type { AuditCommand } from './command-line.ts';
import { connectTables, localLedger } from './connect.ts';
import { dollarsOf, dollarText, estimateAudit, estimateText } from './estimate.ts';
import { createReadMeter } from './read-meter.ts';

const progressMs = 2_000;

const summaryText = (
  { orders, products, customers, open, violations, unverified }: AuditResult,
  units: number,
): string => {
  const openText = open === 0 ? '' : ` (${open} open)`;
  const read = [
    `${counted(orders, 'order')}${openText}`,
    counted(products, 'product'),
    counted(customers, 'customer'),
  ].join(', ');
  const doubts = unverified.length === 0 ? '' : `, ${unverified.length} unverified`;
  const cost = `${units.toLocaleString('en')} read units, ${dollarText(dollarsOf(units))}`;
  return `${read}: ${violations === 0 ? 'no violation' : counted(violations, 'violation')}${doubts} (${cost})`;
};

/** Prints progress now and then. */
const progressReport = ({ now, report }: Operator, sizes: Readonly<Record<string, number>>) => {
  let next = now() + progressMs;
  return (phase: string, items: number): void => {
    if (now() < next) return;
    next = now() + progressMs;
    const all = sizes[phase] ?? 0;
    const share = all > items ? ` of about ${all.toLocaleString('en')}` : '';
    report(`${phase}: ${items.toLocaleString('en')}${share} items read`);
  };
};

/**
 * Audits the tables of a service.
 * @returns the exit code.
 * @throws {CommandError} when it would cost more than allowed, or the service cannot be found.
 */
export const runAudit = async (
  command: AuditCommand,
  operator: Operator,
  options: CallOptions,
): Promise<number> => {
  const { target, unitsPerSecond, graceMs, maxDollars, isStill, estimateOnly, json } = command;
  const { now, print, report } = operator;
  const readMeter = createReadMeter({ unitsPerSecond });
  const { close, ...tables } = await connectTables(target, readMeter);
  try {
    const estimate = await estimateAudit(tables, options);
    const text = estimateText(estimate, unitsPerSecond);
    if (estimateOnly) {
      print(json ? JSON.stringify(estimate) : text);
      return 0;
    }
    report(text);
    if (dollarsOf(estimate.units) > maxDollars)
      throw new CommandError(
        `This is more than $${maxDollars}. Repeat the command with --yes, or with a higher --max-dollars.`,
      );
    const readLedger = 'url' in target ? await localLedger(target.url) : undefined;
    if (!readLedger) report('The ledger of the payment gateway is not compared: payment attempts count.');
    const violations: Violation[] = [];
    const result = await auditTables(
      tables,
      {
        now,
        graceMs,
        isStill,
        readLedger,
        onProgress: progressReport(operator, {
          'orders table': estimate.orders.items,
          'events table': estimate.events.items,
        }),
        onViolation(violation) {
          if (json) violations.push(violation);
          else print(violationText(violation));
        },
      },
      options,
    );
    const units = readMeter.units();
    if (json) print(JSON.stringify({ ...result, violations, readUnits: units, dollars: dollarsOf(units) }));
    else {
      for (const note of result.unverified) report(note);
      print(summaryText(result, units));
    }
    return result.violations === 0 ? 0 : 1;
  } finally {
    close();
  }
};
