export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A text is not in Prometheus' text format 0.0.4; the message names the line. */
export class ExpositionError extends Error {
  override readonly name = 'ExpositionError';

  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
  }
}

const sampleLine = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?[ \t]+(\S+)(?:[ \t]+-?\d+)?[ \t]*$/;
const label = /\s*([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\[\\"n])*)"\s*(?:,|$)/y;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const metadataLine = /^# (HELP|TYPE) ([A-Za-z_:][\w:]*)(?: (.*))?$/;
const types = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

type Fail = (problem: string) => never;

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));

const parseLabels = (text: string, fail: Fail): Readonly<Record<string, string>> => {
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < text.length) {
    const [, name = '', value = ''] = label.exec(text) ?? fail(`cannot read the labels {${text}}`);
    if (Object.hasOwn(labels, name)) fail(`the label ${name} is there twice`);
    labels[name] = unescaped(value);
  }
  return labels;
};

const parseValue = (text: string, fail: Fail): number => {
  if (text === 'NaN') return Number.NaN;
  const [, sign, infinity] = /^([+-]?)(Inf)$/.exec(text) ?? [];
  if (infinity) return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return number.test(text) ? Number(text) : fail(`${text} is no number`);
};

const parseSample = (line: string, fail: Fail): Sample => {
  const [, name = '', labels = '', value = ''] = sampleLine.exec(line) ?? fail(`cannot read "${line}"`);
  return { name, labels: parseLabels(labels, fail), value: parseValue(value, fail) };
};

const seriesKey = ({ name, labels }: Sample): string =>
  JSON.stringify([name, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);

/**
 * The samples of a text in Prometheus' text format 0.0.4, strictly read: a series once, a type once and before its samples.
 * @throws {ExpositionError} for the first line that is wrong.
 */
export const parseExposition = (text: string): readonly Sample[] => {
  const seen = new Set<string>();
  const sampled = new Set<string>();
  const lines = text.split('\n');
  if (lines.at(-1) !== '') throw new ExpositionError(lines.length, 'the last line does not end');
  return lines.flatMap((line, index) => {
    const fail: Fail = (problem) => {
      throw new ExpositionError(index + 1, problem);
    };
    const once = (key: string, what: string) => {
      if (seen.has(key)) fail(`${what} is there twice`);
      seen.add(key);
    };
    const [, keyword, family = '', rest = ''] = metadataLine.exec(line) ?? [];
    if (keyword) {
      once(`${keyword} ${family}`, `${keyword} of ${family}`);
      if (keyword === 'TYPE' && !types.includes(rest)) fail(`"${rest}" is no type`);
      if (keyword === 'TYPE' && sampled.has(family)) fail(`TYPE of ${family} comes after its samples`);
      return [];
    }
    if (line.trim() === '' || line.startsWith('#')) return [];
    const sample = parseSample(line, fail);
    once(seriesKey(sample), `the series ${sample.name}`);
    sampled.add(sample.name);
    return [sample];
  });
};
