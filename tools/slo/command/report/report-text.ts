import { chartDocument, chartWidth, escapeText } from '../../svg.ts';
import { countWords, durationWords, percent } from '../number-words.ts';
import type { MonthlyObjective, MonthReport } from './month-report.ts';

const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;

/** Text in a cell of a table: people write reasons. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${headings.join(' | ')} |`,
  `| ${headings.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
];

const budgetRow = ({ objective, counts, allowed, state, corrected }: MonthlyObjective): readonly string[] => {
  const total = counts.good + counts.bad;
  return [
    objective.title,
    `${objective.target} %`,
    countWords(total),
    countWords(counts.bad),
    countWords(allowed),
    total === 0 ? '-' : percent(counts.good / total, 5),
    state,
    corrected ? `${countWords(corrected.counts.bad)} bad, ${corrected.state}` : '-',
  ];
};

const section = (title: string, lines: readonly string[], empty: string): readonly string[] => [
  `## ${title}`,
  '',
  ...(lines.length > 2 ? lines : [empty]),
  '',
];

/** Says of an objective how much of the month is not counted, because it is to come or older than the counters. */
const coverNote = (
  { objective, coveredSeconds }: MonthlyObjective,
  { from, end }: MonthReport['month'],
): readonly string[] =>
  coveredSeconds >= (end - from) / 1_000
    ? []
    : [
        `${objective.title}: the counts cover at most ${durationWords(coveredSeconds)} of the month. The rest counts as the declared ` +
          `${countWords(objective.expectedEventsPerHour)} events an hour without a bad one.`,
        '',
      ];

/** The report of a month in Markdown. @param chartFile name of its chart, beside it. */
export const reportMarkdown = (report: MonthReport, chartFile: string): string => {
  const { month, source, objectives, alerts, decisions, corrections } = report;
  const changes = decisions.filter(({ decision }) => decision !== 'stopped');
  return [
    `# Objectives in ${month.name}`,
    '',
    `${source}, ${timeText(month.from)} to ${timeText(month.to)}.`,
    '',
    ...section(
      'Budgets',
      table(
        ['objective', 'target', 'events', 'bad', 'allowed', 'good', 'state', 'corrected'],
        objectives.map(budgetRow),
      ),
      'No objective.',
    ),
    ...objectives.flatMap((objective) => coverNote(objective, month)),
    `![Budget left over the month](${chartFile})`,
    '',
    ...section(
      'Alerts',
      table(
        ['alert', 'severity', 'from', 'lasted'],
        alerts.map(({ alert, severity, from, to }) => [
          `\`${alert}\``,
          severity,
          timeText(from),
          durationWords((to - from) / 1_000),
        ]),
      ),
      'No alert fired.',
    ),
    ...section(
      'Deployments',
      table(
        ['time', 'version', 'gate', 'reason of an override'],
        changes.map(({ at, version = '-', decision, override = '-' }) => [
          timeText(Date.parse(at)),
          version,
          decision,
          override,
        ]),
      ),
      'The gate recorded no deployment.',
    ),
    ...section(
      'Stopped deployments',
      table(
        ['time', 'version', 'because'],
        decisions
          .filter(({ decision }) => decision === 'stopped')
          .map(({ at, version = '-', reasons }) => [timeText(Date.parse(at)), version, reasons.join('; ')]),
      ),
      'The gate stopped none.',
    ),
    ...section(
      'Corrections',
      table(
        ['objective', 'from', 'to', 'reason', 'ticket'],
        corrections.map(({ objective, from, to, reason, ticket }) => [objective, from, to, reason, ticket]),
      ),
      'No time is corrected.',
    ),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};

const width = chartWidth;
const panelHeight = 110;
const [left, right, top, gap] = [60, 16, 40, 34] as const;

/** Budgets over the month, with alerts as bars and deployments as lines. */
export const reportChart = ({ month, objectives, alerts, decisions }: MonthReport): string => {
  const x = (at: number) => left + ((at - month.from) / (month.to - month.from)) * (width - left - right);
  const height = top + objectives.length * (panelHeight + gap);
  const panel = ({ objective, remaining }: MonthlyObjective, position: number): string => {
    const offset = top + position * (panelHeight + gap) + 16;
    // More than all of a budget can be used; the axis ends at twice of it.
    const y = (value: number) => offset + panelHeight * (1 - (Math.max(-1, Math.min(1, value)) + 1) / 2);
    const points = remaining.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const bars = alerts
      .filter(({ alert }) => alert.startsWith(`${objective.id}-`))
      .map(
        ({ alert, severity, from, to }) =>
          `<rect x="${x(from).toFixed(1)}" y="${offset}" width="${Math.max(1, x(to) - x(from)).toFixed(1)}" height="${panelHeight}" fill="${severity === 'page' ? '#c0392b' : '#e08e0b'}" opacity="0.25"><title>${escapeText(alert)}</title></rect>`,
      );
    const deployments = decisions
      .filter(({ decision }) => decision !== 'stopped')
      .map(({ at, version = 'deployment' }) => {
        const atX = x(Date.parse(at)).toFixed(1);
        return `<line x1="${atX}" x2="${atX}" y1="${offset}" y2="${offset + panelHeight}" stroke="#1f4e79" stroke-dasharray="3 3"><title>${escapeText(version)}</title></line>`;
      });
    return [
      `<text x="${left}" y="${offset - 5}" font-weight="bold">${escapeText(objective.title)}, ${objective.target} %</text>`,
      ...[1, 0, -1].map(
        (value) =>
          `<line x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" stroke="${value === 0 ? '#c0392b' : '#ddd'}"/><text x="${left - 6}" y="${y(value) + 4}" text-anchor="end" fill="#666">${value * 100} %</text>`,
      ),
      ...bars,
      ...deployments,
      `<polyline fill="none" stroke="#1e8449" stroke-width="2" points="${points}"/>`,
    ].join('\n');
  };
  return chartDocument(
    `Budget left of each objective in ${month.name}, with alerts and deployments`,
    height,
    [
      `<text x="${left}" y="20" font-size="14">Budget left in ${month.name}; bars: pages (red) and tickets; dashed lines: deployments</text>`,
      ...objectives.map(panel),
    ],
  );
};
