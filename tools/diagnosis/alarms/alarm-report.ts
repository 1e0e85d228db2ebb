import type { ReportedAlarm } from '../../local-cloud/measurements/reported-alarm.ts';
import { textTable } from '../../operator/operator-command/text-table.ts';

export interface AlarmReport {
  /** Where the states are from. */
  readonly source: string;
  readonly alarms: readonly ReportedAlarm[];
}

/** Splits the description of an alarm into its meaning and the section of its runbook. */
export const describedBy = (description: string): Pick<ReportedAlarm, 'meaning' | 'runbook'> => {
  const [meaning = '', runbook = ''] = description.split(/ Runbook: /);
  return { meaning, runbook };
};

const ranks = { page: 0, ticket: 1 } as const;
const rankOf = ({ severity }: ReportedAlarm): number => (severity === undefined ? 2 : ranks[severity]);

/** Alarms with a recipient in the state ALARM. */
export const activeAlarms = ({ alarms }: AlarmReport): readonly ReportedAlarm[] =>
  alarms.filter(({ state, severity }) => state === 'ALARM' && severity !== undefined);

const remarks = ({ alarms }: AlarmReport): string[] => {
  const parts = alarms.filter(({ state, severity }) => state === 'ALARM' && severity === undefined).length;
  const unmeasured = alarms.filter(({ state }) => state === 'NOT_MEASURED').length;
  return [
    ...(parts > 0 ? [`${parts} parts of composite alarms are in the state ALARM: --all lists them.`] : []),
    ...(unmeasured > 0
      ? [
          `${unmeasured} of ${alarms.length} alarms cannot be judged in the local run: --all prints the reasons.`,
        ]
      : []),
  ];
};

/** Alarms in the state ALARM as a table, pages first; with `all`, every alarm and every part of one. */
export const alarmTable = (report: AlarmReport, all: boolean): string => {
  const { source, alarms } = report;
  const notes = all ? [] : remarks(report);
  const shown = (all ? alarms : activeAlarms(report)).toSorted((one, other) => rankOf(one) - rankOf(other));
  if (shown.length === 0) return [`${source}: no alarm is in the state ALARM.`, ...notes].join('\n');
  const table = textTable([
    ['since', 'sent as', 'alarm', ...(all ? ['state'] : []), 'runbook', 'meaning'],
    ...shown.map(({ since = '-', severity = 'part', name, state, meaning, reason = '', runbook }) => [
      since.slice(0, 19),
      severity,
      name,
      ...(all ? [state] : []),
      runbook,
      state === 'NOT_MEASURED' ? reason : meaning,
    ]),
  ]);
  return [source, '', table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
};
