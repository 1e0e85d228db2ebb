/** A value in a YAML document. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

const isScalar = (value: YamlValue): value is string | number | boolean => typeof value !== 'object';

/** Text that no reader of YAML 1.1 or 1.2 takes for anything else. */
const plain = /^[A-Za-z_/](?:[\w./:-]*\w)?$/;
const wordsOfOthers = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

const scalar = (value: string | number | boolean): string => {
  if (typeof value !== 'string') return String(value);
  if (plain.test(value) && !wordsOfOthers.test(value)) return value;
  return value.includes('"') && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
};

const key = (text: string): string => scalar(text);

const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `  ${line}`));

const entry = (name: string, value: YamlValue): string[] => {
  if (typeof value === 'string' && value.includes('\n'))
    return [`${key(name)}: |-`, ...indented(value.split('\n'))];
  if (isScalar(value)) return [`${key(name)}: ${scalar(value)}`];
  if (isList(value))
    return value.length === 0 ? [`${key(name)}: []`] : [`${key(name)}:`, ...indented(linesOf(value))];
  const lines = linesOf(value);
  return lines.length === 0 ? [`${key(name)}: {}`] : [`${key(name)}:`, ...indented(lines)];
};

const item = (value: YamlValue): string[] => {
  if (isScalar(value)) return [`- ${scalar(value)}`];
  const [first = isList(value) ? '[]' : '{}', ...rest] = linesOf(value);
  return [`- ${first}`, ...indented(rest)];
};

const linesOf = (value: YamlValue): string[] => {
  if (isScalar(value)) return [scalar(value)];
  if (isList(value)) return value.flatMap(item);
  return Object.entries(value).flatMap(([name, field]) => (field === undefined ? [] : entry(name, field)));
};

/** A YAML document in block style. Text of several lines has to end without a line break and start without a space. */
export const yamlDocument = (comment: string, value: YamlValue): string =>
  `# ${comment}\n${linesOf(value).join('\n')}\n`;
