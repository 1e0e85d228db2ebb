import type { Command, Operands, Options } from './command.ts';
import { withArguments } from './parse-command-line.ts';

const width = 110;

/** Breaks a text at spaces. Its own line breaks stay, and indented lines, such as code, stay whole. */
const wrap = (text: string, columns: number): readonly string[] =>
  text.split('\n').flatMap((line) => {
    if (line.startsWith(' ')) return [line];
    const lines = [''];
    for (const word of line.split(' ')) {
      const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
      if (longer.length <= columns || lines.at(-1) === '') lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });

type Row = readonly [name: string, help: string];

const table = (rows: readonly Row[]): string => {
  const indent = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows
    .map(([name, help]) =>
      `  ${name}`.padEnd(indent).concat(wrap(help, width - indent).join(`\n${' '.repeat(indent)}`)),
    )
    .join('\n');
};

const optionRows = (options: Options = {}): Row[] =>
  Object.entries(options).map(([name, { label, short, help }]) => {
    const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
    return [label === undefined ? names : `${names} <${label}>`, help];
  });

const operandsText = (operands: Operands | undefined): string => {
  if (operands === undefined) return '';
  const label = operands.most > 1 ? `${operands.label} …` : operands.label;
  return operands.least === 0 ? ` [${label}]` : ` <${label}>`;
};

const section = (title: string, rows: readonly Row[]): string[] =>
  rows.length === 0 ? [] : [`${title}:\n${table(rows)}`];

/** Text that `--help` prints. */
export const helpText = ({
  name,
  description,
  options,
  variables = {},
  operands,
  commands = {},
  notes,
}: Command): string => {
  const entries = Object.entries(commands);
  const form = entries.length === 0 ? `[options]${operandsText(operands)}` : '<command> [options]';
  return `${[
    `Usage: ${withArguments(name)} ${form}`,
    wrap(description, width).join('\n'),
    ...section(
      'Commands',
      entries.map(([command, { help, operands: own }]) => [`${command}${operandsText(own)}`, help]),
    ),
    ...entries.flatMap(([command, { options: own }]) => section(`Options of ${command}`, optionRows(own))),
    ...section('Options', [...optionRows(options), ['--help', 'print this text and do nothing else']]),
    ...section(
      'Environment variables',
      Object.entries(variables).map(([variable, { help }]) => [variable, help]),
    ),
    ...(notes === undefined ? [] : [wrap(notes, width).join('\n')]),
  ].join('\n\n')}\n`;
};
