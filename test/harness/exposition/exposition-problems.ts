import { histogramProblems } from './histogram-problems.ts';
import {
  type Format,
  type ParsedDescription,
  type ParsedSample,
  parseExposition,
  seriesText,
} from './parse-exposition.ts';

type Type = 'counter' | 'gauge' | 'histogram' | 'summary';

const suffixes: Readonly<Record<Type, readonly string[]>> = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/** Most characters of the labels of an exemplar. */
const maxExemplar = 128;

interface Family {
  readonly name: string;
  readonly descriptions: readonly ParsedDescription[];
  readonly samples: readonly ParsedSample[];
}

const typeOf = ({ descriptions }: Family): Type | undefined =>
  descriptions.find(({ kind }) => kind === 'TYPE')?.text as Type | undefined;

/** The family of a sample: the longest that was declared and that its name begins with. */
const familyOf = (sample: string, declared: readonly string[]): string =>
  declared
    .filter(
      (family) => sample === family || /^_(?:total|bucket|sum|count)$/.test(sample.slice(family.length)),
    )
    .filter((family) => sample.startsWith(family))
    .toSorted((a, b) => b.length - a.length)[0] ?? sample;

const repeated = (texts: readonly string[]): string[] => [
  ...new Set(texts.filter((text, index) => texts.indexOf(text) !== index)),
];

const descriptionProblems = ({ name, descriptions, samples }: Family): string[] => {
  const kinds = descriptions.map(({ kind }) => kind as string);
  const firstSample = samples[0]?.line ?? Number.POSITIVE_INFINITY;
  return [
    ...['HELP', 'TYPE'].filter((kind) => !kinds.includes(kind)).map((kind) => `${name}: no ${kind}`),
    ...repeated(kinds).map((kind) => `${name}: ${kind} twice`),
    ...descriptions
      .filter(({ line }) => line > firstSample)
      .map(({ kind }) => `${name}: ${kind} after its samples`),
    ...descriptions
      .filter(({ kind, text }) => kind === 'UNIT' && !name.endsWith(`_${text}`))
      .map(({ text }) => `${name}: does not end in its unit ${text}`),
  ];
};

const exemplarProblems = (sample: ParsedSample, format: Format): string[] => {
  const { exemplar, name, labels } = sample;
  if (!exemplar) return [];
  const problems = [];
  if (format === 'text') problems.push('exemplars are none of 0.0.4');
  if (!/_(?:bucket|total)$/.test(name)) problems.push('an exemplar stands on a bucket or a counter only');
  if ([...exemplar.labels].flat().join('').length > maxExemplar) problems.push('an exemplar is too long');
  const bound = Number(labels.get('le')?.replace('Inf', 'Infinity') ?? Number.POSITIVE_INFINITY);
  if (exemplar.value > bound) problems.push('an exemplar is not in its bucket');
  return problems.map((problem) => `${seriesText(sample)}: ${problem}`);
};

const typeProblems = (family: Family, format: Format): string[] => {
  const { name, samples } = family;
  const type = typeOf(family);
  if (type === undefined) return [];
  const allowed = suffixes[type];
  if (!allowed) return [`${name}: type ${type} is unknown`];
  // In 0.0.4 a counter's family has the name of its samples.
  const known = type === 'counter' && format === 'text' ? [''] : allowed;
  const strange = samples.filter((sample) => !known.includes(sample.name.slice(name.length)));
  return [
    ...strange.map((sample) => `${seriesText(sample)}: is no sample of a ${type}`),
    ...(type === 'counter' && !`${name}${format === 'text' ? '' : '_total'}`.endsWith('_total')
      ? [`${name}: a counter ends in _total`]
      : []),
    ...(type === 'counter'
      ? samples.filter(({ value }) => !(value >= 0)).map((sample) => `${seriesText(sample)}: counts down`)
      : []),
    ...(type === 'histogram' ? histogramProblems(name, samples) : []),
  ];
};

/** Families in the order in which they begin, and the problem of those that begin again. */
const familiesOf = (entries: readonly (ParsedSample | ParsedDescription)[]) => {
  const declared = entries.flatMap((entry) => ('kind' in entry ? [entry.family] : []));
  const named = entries.map((entry) => ({
    entry,
    name: 'kind' in entry ? entry.family : familyOf(entry.name, declared),
  }));
  const beginnings = named
    .filter(({ name }, index) => name !== named[index - 1]?.name)
    .map(({ name }) => name);
  const families = [...Map.groupBy(named, ({ name }) => name)].map(
    ([name, members]): Family => ({
      name,
      descriptions: members.flatMap(({ entry }) => ('kind' in entry ? [entry] : [])),
      samples: members.flatMap(({ entry }) => ('kind' in entry ? [] : [entry])),
    }),
  );
  return { families, problems: repeated(beginnings).map((name) => `${name}: its lines are not together`) };
};

/** Problems of an exposition, also those that `promtool check metrics` accepts. Empty without a problem. */
export const expositionProblems = (text: string, format: Format): string[] => {
  const { entries, problems } = parseExposition(text, format);
  const { families, problems: scattered } = familiesOf(entries);
  const samples = families.flatMap((family) => family.samples);
  return [
    ...problems,
    ...scattered,
    ...repeated(samples.map(seriesText)).map((series) => `${series}: twice`),
    ...families.flatMap((family) => [...descriptionProblems(family), ...typeProblems(family, format)]),
    ...samples.flatMap((sample) => exemplarProblems(sample, format)),
  ];
};
