export type Format = 'text' | 'openMetrics';

export interface ParsedExemplar {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** One sample line. */
export interface ParsedSample {
  readonly line: number;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  readonly exemplar?: ParsedExemplar;
}

/** One line that describes a family. */
export interface ParsedDescription {
  readonly line: number;
  readonly kind: 'HELP' | 'TYPE' | 'UNIT';
  readonly family: string;
  readonly text: string;
}

export interface ParsedExposition {
  readonly entries: readonly (ParsedSample | ParsedDescription)[];
  /** Lines that could not be read. */
  readonly problems: readonly string[];
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const number = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)$/;

const numberOf = (text: string): number => {
  if (!number.test(text)) throw new SyntaxError(`${text} is no number`);
  return Number(text.replace('Inf', 'Infinity'));
};

/** Reads labels in braces from the start of a text; gives them and what follows. */
const labelsOf = (text: string): { labels: Map<string, string>; rest: string } => {
  const labels = new Map<string, string>();
  if (!text.startsWith('{')) return { labels, rest: text };
  let rest = text.slice(1);
  while (!rest.startsWith('}')) {
    const [pair = '', name = '', value = ''] = /^([^=",{}]*)="((?:[^"\\\n]|\\[\\n"])*)",?/.exec(rest) ?? [];
    if (pair === '') throw new SyntaxError('labels are not well-formed');
    if (!labelName.test(name)) throw new SyntaxError(`${name} is no label name`);
    if (labels.has(name)) throw new SyntaxError(`label ${name} twice`);
    labels.set(
      name,
      value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    );
    rest = rest.slice(pair.length);
  }
  return { labels, rest: rest.slice(1) };
};

const exemplarOf = (text: string): ParsedExemplar => {
  const { labels, rest } = labelsOf(text);
  const [value = '', timestamp, ...more] = rest.trim().split(' ');
  if (more.length > 0) throw new SyntaxError('something follows an exemplar');
  if (timestamp !== undefined) numberOf(timestamp);
  return { labels, value: numberOf(value) };
};

const sampleOf = (text: string, line: number): ParsedSample => {
  const name = /^[^{ ]*/.exec(text)?.[0] ?? '';
  if (!metricName.test(name)) throw new SyntaxError(`${name} is no metric name`);
  const { labels, rest } = labelsOf(text.slice(name.length));
  const at = rest.indexOf(' # ');
  const [value = '', timestamp, ...more] = (at < 0 ? rest : rest.slice(0, at)).trim().split(' ');
  if (more.length > 0) throw new SyntaxError('something follows a sample');
  if (timestamp !== undefined) numberOf(timestamp);
  const sample = { line, name, labels, value: numberOf(value) };
  return at < 0 ? sample : { ...sample, exemplar: exemplarOf(rest.slice(at + 3)) };
};

const descriptionOf = (text: string, line: number): ParsedDescription | undefined => {
  const [, kind, family = '', rest = ''] = /^# (HELP|TYPE|UNIT) (\S+) ?(.*)$/.exec(text) ?? [];
  if (kind === undefined) return undefined;
  if (!metricName.test(family)) throw new SyntaxError(`${family} is no metric name`);
  if (kind === 'HELP' && /\\(?![\\n"])/.test(rest)) throw new SyntaxError('HELP is not well escaped');
  return { line, kind: kind as ParsedDescription['kind'], family, text: rest };
};

/** Reads the text of either format line by line; what cannot be read is a problem, and the rest goes on. */
export const parseExposition = (text: string, format: Format): ParsedExposition => {
  const entries: (ParsedSample | ParsedDescription)[] = [];
  const problems: string[] = [];
  if (!text.endsWith('\n')) problems.push('the last line does not end');
  const lines = text.replace(/\n$/, '').split('\n');
  if (format === 'openMetrics' && lines.at(-1) !== '# EOF') problems.push('# EOF is missing at the end');
  for (const [index, line] of lines.entries()) {
    const at = index + 1;
    if (format === 'openMetrics' && line === '# EOF' && at < lines.length) {
      problems.push(`line ${at}: something follows # EOF`);
    }
    if (format === 'openMetrics' && line === '') problems.push(`line ${at}: an empty line`);
    try {
      const entry = line.startsWith('#') || line === '' ? descriptionOf(line, at) : sampleOf(line, at);
      if (entry) entries.push(entry);
    } catch (error) {
      problems.push(`line ${at}: ${(error as Error).message}`);
    }
  }
  return { entries, problems };
};

/** A sample by its name and labels in any order, such as `x_total{a="1",b="2"}`. */
export const seriesText = ({ name, labels }: Pick<ParsedSample, 'name' | 'labels'>): string =>
  `${name}{${[...labels]
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .sort()
    .join(',')}}`;

/** The values of all samples, by their series. */
export const seriesValues = (text: string, format: Format): ReadonlyMap<string, number> =>
  new Map(
    parseExposition(text, format).entries.flatMap((entry) =>
      'value' in entry ? [[seriesText(entry), entry.value] as const] : [],
    ),
  );
