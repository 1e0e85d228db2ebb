/** A row of a table by its columns. */
type Row = Readonly<Record<string, unknown>>;

/** A view of the console in the terminal: its data, and the columns of its table. */
export interface TerminalView {
  readonly help: string;
  /** Name of what has to be given after the view, if anything. */
  readonly about?: string;
  readonly path: (about: string) => string;
  readonly columns: readonly string[];
  /** Rows of the table, from the data. */
  readonly rows: (data: Row) => readonly Row[];
}

const itemsOf = (data: Row): readonly Row[] => (data['items'] ?? []) as readonly Row[];

const timed = (row: Row): Row => ({ ...row, time: new Date(Number(row['at'])).toISOString().slice(11, 23) });

/** Figures other than 0: `requests 3, failed 1`. */
const figuresOf = (counts: Row): string =>
  Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** The id of a request or an event that a step of a timeline is about. */
const idOf = ({ kind, details }: Row): unknown =>
  kind === 'request' || kind === 'event' ? (details as Row)['id'] : undefined;

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** The views of the console by their names. Objectives are a part of `npm run slo -- status`. */
export const consoleViews = {
  requests: {
    help: 'the newest requests',
    path: () => '/local/requests',
    columns: ['time', 'status', 'method', 'target', 'error', 'ms', 'correlationId', 'id'],
    rows: (data) => itemsOf(data).map(timed),
  },
  background: {
    help: 'the newest runs of consumers and scheduled jobs',
    path: () => '/local/invocations',
    columns: ['time', 'outcome', 'origin', 'functionName', 'ms', 'id'],
    rows: (data) => itemsOf(data).map(timed),
  },
  timeline: {
    help: 'everything that happened because of a request',
    about: 'correlationId',
    path: (id) => `/local/timelines/${encodeURIComponent(id)}`,
    columns: ['time', 'kind', 'title', 'note', 'ms', 'error', 'id'],
    rows: ({ steps }) =>
      (steps as readonly Row[]).map((step) =>
        timed({
          ...step,
          title: `${'  '.repeat(Number(step['depth']))}${step['title']}`,
          id: step['traceId'] ?? step['queue'] ?? idOf(step),
        }),
      ),
  },
  order: {
    help: 'the requests and events of an order, or of another thing',
    about: 'id',
    path: (id) => `/local/subjects/${encodeURIComponent(id)}`,
    columns: ['time', 'kind', 'title', 'status', 'version'],
    rows: ({ requests, events }) =>
      [
        ...(requests as readonly Row[]).map((row) => ({ ...row, title: `${row['method']} ${row['route']}` })),
        ...(events as readonly Row[]).map(({ type, ...row }) => ({ ...row, kind: 'event', title: type })),
      ]
        .sort((one: Row, other: Row) => Number(one['at']) - Number(other['at']))
        .map(timed),
  },
  events: {
    help: 'the newest events that the bus accepted',
    path: () => '/local/events?limit=100',
    columns: ['time', 'type', 'replay', 'correlationId', 'id'],
    rows: (data) =>
      itemsOf(data).map((event) => ({
        ...event,
        type: event['detail-type'],
        replay: event['replay-name'],
        correlationId: (event['detail'] as Row)['correlationId'],
      })),
  },
  routes: {
    help: 'the routes of the forms, with the bodies that they begin with',
    path: () => '/local/console',
    columns: ['name', 'method', 'path', 'scope', 'body'],
    rows: ({ routes }) =>
      (routes as readonly Row[]).map(({ example, ...row }) => ({
        ...row,
        body: example === undefined ? undefined : JSON.stringify(example),
      })),
  },
  map: {
    help: 'the parts of the deployment with their figures and their targets',
    path: () => '/local/map',
    columns: ['kind', 'title', 'figures', 'state', 'to'],
    rows: ({ nodes, edges }) =>
      (nodes as readonly Row[]).map((node) => ({
        ...node,
        figures: figuresOf(node['counts'] as Row),
        state: [
          ...(node['isFailing'] ? ['failing'] : []),
          ...(node['isDisturbed'] ? ['disturbed by faults'] : []),
        ].join(', '),
        to: (edges as readonly Row[])
          .flatMap(({ from, to }) => (from === node['id'] ? [String(to)] : []))
          .join(' '),
      })),
  },
  faults: {
    help: 'the faults that are switched on',
    path: () => '/local/active-faults',
    columns: ['part', 'fault', 'setting', 'only', 'until'],
    rows: itemsOf,
  },
  metrics: {
    help: 'the metrics of the last hour',
    path: () => '/local/measurements?minutes=60',
    columns: ['name', 'dimensions', 'sum', 'samples'],
    rows: (data) =>
      itemsOf(data).map((row) => {
        const minutes = row['minutes'] as readonly { readonly sum: number; readonly count: number }[];
        return {
          ...row,
          dimensions: Object.entries(row['dimensions'] as Row)
            .map((pair) => pair.join('='))
            .join(' '),
          sum: minutes.reduce((total, { sum }) => total + sum, 0),
          samples: minutes.reduce((total, { count }) => total + count, 0),
        };
      }),
  },
  functions: {
    help: 'functions with their environments',
    path: () => '/local/functions',
    columns: ['name', 'environments', 'invocations', 'errors', 'timeouts', 'throttles', 'coldStarts'],
    rows: (data) => itemsOf(data).map((row) => ({ ...row, environments: lengthOf(row['environments']) })),
  },
  queues: {
    help: 'queues with their dead letters',
    path: () => '/local/queues',
    columns: ['name', 'visible', 'inFlight', 'delayed', 'deadLetters'],
    rows: (data) => itemsOf(data).map((row) => ({ ...row, deadLetters: lengthOf(row['deadLetters']) })),
  },
  jobs: {
    help: 'scheduled jobs with their last runs',
    path: () => '/local/schedules',
    columns: ['name', 'everySeconds', 'runs', 'endedAt', 'status'],
    rows: (data) => itemsOf(data).map((row) => ({ ...row, ...(row['lastRun'] as Row | undefined) })),
  },
  errors: {
    help: 'the newest errors of functions, and compile errors',
    path: () => '/local/errors',
    columns: ['time', 'count', 'functionName', 'title', 'place', 'correlationId'],
    rows: (data) => [
      ...((data['compileErrors'] ?? []) as readonly Row[]).map(({ functions, text }) => ({
        functionName: String(functions),
        title: String(text).trim().split('\n')[0],
        place: /^\s*([\w./-]+:\d+:\d+):?$/m.exec(String(text))?.[1],
      })),
      ...itemsOf(data).map(timed),
    ],
  },
} as const satisfies Readonly<Record<string, TerminalView>>;

const cell = (value: unknown): string =>
  value === undefined || value === null ? '-' : String(value).replaceAll('\n', ' ');

/** The data of a view as a table. */
export const viewTable = ({ columns, rows }: TerminalView, data: Row): string => {
  const lines = [columns, ...rows(data).map((row) => columns.map((column) => cell(row[column])))];
  if (lines.length === 1) return 'Nothing to show.';
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
