import type { SloStatus, StatusReport } from '../status/status-report.ts';
import { statusTable } from '../status/status-table.ts';
import { closedLine } from './gate-exit-codes.ts';
import type { GateDecision } from './gate-record.ts';

const reasonsOf = ({ id, exhausted, corrected, firing }: SloStatus): readonly string[] => [
  ...((corrected?.exhausted ?? exhausted) ? [`the budget of ${id} is exhausted`] : []),
  ...(firing.includes('page') ? [`the page of ${id} fires`] : []),
];

/** Why a deployment should not go: exhausted budgets, after corrections, and pages that fire. */
export const gateReasons = ({ slos }: StatusReport): readonly string[] => slos.flatMap(reasonsOf);

export interface GateRequest {
  /** Why a deployment goes although it should not. */
  readonly override?: string;
  readonly version?: string;
}

export interface GateSurroundings {
  readonly read: () => Promise<StatusReport>;
  readonly nowMs: () => number;
  readonly print: (text: string) => void;
  readonly record: (decision: GateDecision) => void;
}

/**
 * Permits or stops a deployment, prints the reason, and records the decision.
 * @returns whether it goes.
 * @throws {CommandError} when the state of the objectives is not known: then nothing is recorded.
 */
export const gateCommand = async (
  { override, version }: GateRequest,
  { read, nowMs, print, record }: GateSurroundings,
): Promise<boolean> => {
  const report = await read();
  const reasons = gateReasons(report);
  print(statusTable(report));
  print('');
  const isOverridden = reasons.length > 0 && override !== undefined;
  record({
    at: new Date(nowMs()).toISOString(),
    decision: reasons.length === 0 ? 'passed' : isOverridden ? 'overridden' : 'stopped',
    ...(version !== undefined && { version }),
    reasons: [...reasons],
    ...(isOverridden && { override }),
  });
  if (reasons.length === 0) {
    print('The gate is open: no budget is exhausted and no page fires.');
    return true;
  }
  print(`${closedLine}: ${reasons.join('; ')}.`);
  print(
    isOverridden
      ? `Overridden: ${override}`
      : 'To deploy a repair: --override "<reason>" (docs/error-budget-policy.md).',
  );
  return isOverridden;
};
