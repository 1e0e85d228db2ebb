import * as z from 'zod';
import { yamlDocuments } from '../yaml-documents.ts';
import { minutesOf, partsOf, type StatedAlert, type StatedObjective } from './stated-objective.ts';

/** A rule whose expression keeps the labels of its series names none. */
const labels = z.record(z.string(), z.string()).default({});
const fileSchema = z.tuple([
  z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.union([
            z.object({ alert: z.string(), expr: z.string(), labels }),
            z.object({ record: z.string(), expr: z.string(), labels }),
          ]),
        ),
      }),
    ),
  }),
]);

const rulesIn = (yaml: string) => {
  const [{ groups }] = fileSchema.parse(yamlDocuments(yaml));
  return groups.flatMap(({ rules }) => rules);
};

const recordingsIn = (yaml: string) => rulesIn(yaml).filter((rule) => 'record' in rule);

const over = /slo:sli_error:ratio_rate(\w+)\{[^}]*sloth_slo="([\w-]+)"[^}]*\} > ([\d.]+)/;
const enough = /slo:bad_events:increase(\w+)\{[^}]*sloth_slo="([\w-]+)"[^}]*\} >= (\d+)/;
const burnName = /-(?:page|ticket)-\d+[mhd]$/;

interface Comparison {
  readonly minutes: number;
  readonly slo: string;
  readonly value: number;
}

const comparison = (pattern: RegExp, text: string): Comparison => {
  const [window = '', slo = '', value] = partsOf(pattern, text);
  return { minutes: minutesOf(window), slo, value: Number(value) };
};

/** Pairs of the alerts on burn rates, without the page on bad events only. Every part of a condition has to be there, and of the same objective. */
export const prometheusAlerts = (yaml: string): readonly StatedAlert[] =>
  recordingsIn(yaml)
    .filter(({ labels: { pair = '' } }) => burnName.test(pair))
    .map(({ expr, labels: { pair = '', severity = '' } }) => {
      const parts = expr.split('\nand\n');
      const guard = parts.pop() ?? '';
      const [first = '', second = first, ...more] = parts;
      const [long, short, bad] = [
        comparison(over, first),
        comparison(over, second),
        comparison(enough, guard),
      ];
      const same = long.slo === short.slo && long.slo === bad.slo && long.value === short.value;
      if (more.length > 0 || !same || bad.minutes !== long.minutes) throw new Error(`${pair} is mixed up`);
      return {
        name: pair,
        slo: long.slo,
        severity,
        longMinutes: long.minutes,
        shortMinutes: short.minutes,
        threshold: long.value,
        minBadEvents: bad.value,
      };
    });

const constantOf = (yaml: string, record: string, slo: string): number => {
  const rule = recordingsIn(yaml).find((one) => one.record === record && one.labels['sloth_slo'] === slo);
  return Number(partsOf(/^vector\(([\d.]+)\)$/, rule?.expr ?? '')[0]);
};

export const prometheusObjectives = (yaml: string): readonly StatedObjective[] =>
  recordingsIn(yaml)
    .filter(({ record }) => record === 'sloth_slo_info')
    .map(({ labels: { sloth_slo: id = '' } }) => ({
      id,
      target: Number((constantOf(yaml, 'slo:objective:ratio', id) * 100).toPrecision(12)),
      windowDays: constantOf(yaml, 'slo:time_period:days', id),
    }));

/** Recording rules over windows that look at other ones, or at another objective's events, than they say. */
export const misleadingRecordings = (yaml: string): readonly string[] =>
  recordingsIn(yaml).flatMap(({ record, expr, labels: { sloth_slo: slo = '' } }) => {
    const [, window] = /^slo:(?:sli_error:ratio_rate|bad_events:increase)(\w+)$/.exec(record) ?? [];
    if (!window) return [];
    const looked = [...expr.matchAll(/slo_events_total\{slo="([\w-]+)"[^}]*\}\[(\w+)\]/g)];
    const honest = looked.length > 0 && looked.every(([, of, range]) => of === slo && range === window);
    return honest ? [] : [`${record} of ${slo}`];
  });
