import { burnAlertName, burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';

/** An alert as an artefact states it, in one form for all of them. */
export interface StatedAlert {
  readonly name: string;
  readonly slo: string;
  readonly severity: string;
  readonly longMinutes: number;
  readonly shortMinutes: number;
  readonly threshold: number;
  readonly minBadEvents: number;
}

/** An objective as an artefact states it; the target in percent. */
export interface StatedObjective {
  readonly id: string;
  readonly target: number;
  readonly windowDays: number;
}

export const declaredAlerts = (objectives: readonly Objective[]): readonly StatedAlert[] =>
  objectives.flatMap((objective) =>
    burnAlerts(objective).map((alert) => ({
      name: burnAlertName(objective, alert),
      slo: objective.id,
      severity: alert.severity,
      longMinutes: alert.longMinutes,
      shortMinutes: alert.shortMinutes,
      threshold: Number(alert.threshold),
      minBadEvents: alert.minBadEvents,
    })),
  );

export const declaredObjectives = (objectives: readonly Objective[]): readonly StatedObjective[] =>
  objectives.map(({ id, target, windowDays }) => ({ id, target: Number(target), windowDays }));

const minutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };

/** `5m`, `1h`, `3d` in minutes. */
export const minutesOf = (window: string): number => {
  const [, count = '', unit = ''] = /^(\d+)([mhd])$/.exec(window) ?? [];
  return Number(count) * (minutes[unit] ?? Number.NaN);
};

/** The groups of an expression in a text; anything but a match is an error. */
export const partsOf = (pattern: RegExp, text: string): readonly string[] => {
  const match = pattern.exec(text);
  if (!match) throw new Error(`${pattern} does not match ${text}`);
  return match.slice(1);
};
