/** A way to break an expression: at each place where the pattern matches, one at a time. */
export interface ExpressionMutation {
  readonly name: string;
  readonly pattern: RegExp;
  readonly replacement: (...match: readonly string[]) => string;
}

const nextWindow: Readonly<Record<string, string>> = {
  '5m': '30m',
  '30m': '1h',
  '1h': '2h',
  '2h': '6h',
  '6h': '1d',
  '1d': '3d',
  '3d': '30d',
  '30d': '3d',
};

const longer = (window = ''): string => nextWindow[window] ?? '7m';

const scaled = (value = '', factor: number): string =>
  String(Number((Number(value) * factor).toPrecision(9)));

const gone = () => '';

/** Mistakes that people make in such rules. */
export const expressionMutations: readonly ExpressionMutation[] = [
  { name: 'counts good events', pattern: /outcome="bad"/g, replacement: () => 'outcome="good"' },
  {
    name: 'compares with good events only',
    pattern: /(rate\(\w+)\{slo="([^"]+)"\}/g,
    replacement: (_, counter, slo) => `${counter}{slo="${slo}",outcome="good"}`,
  },
  {
    name: 'reads another objective',
    pattern: /(slo|sloth_slo)="[^"]+"/g,
    replacement: (_, label) => `${label}="another"`,
  },
  { name: 'looks at another range', pattern: /\[(\w+)\]/g, replacement: (_, range) => `[${longer(range)}]` },
  {
    name: 'reads another window',
    pattern: /(ratio_rate|:increase)(\d+[mhd])/g,
    replacement: (_, series, window) => `${series}${longer(window)}`,
  },
  { name: 'has no zero without bad events', pattern: /\n +or\n +0 \* .+/g, replacement: gone },
  { name: 'has something else without bad events', pattern: /0 \* /g, replacement: () => '1 * ' },
  { name: 'divides by zero', pattern: / > 0\)/g, replacement: () => ')' },
  { name: 'sees only the largest', pattern: /sum by/g, replacement: () => 'max by' },
  { name: 'forgets the job', pattern: / by \(job, stage\)/g, replacement: () => ' by (stage)' },
  { name: 'forgets the stage', pattern: / by \(job, stage\)/g, replacement: () => ' by (job)' },
  { name: 'takes the last two samples', pattern: /\brate\(/g, replacement: () => 'irate(' },
  {
    name: 'takes the difference for the rate',
    // Of all counters of the expression: of one of them, the ratio would be another without any reset.
    pattern: /^.*\brate\(.*$/gs,
    replacement: (expr = '') => expr.replaceAll(/\brate\(/g, 'delta('),
  },
  { name: 'takes the difference for the increase', pattern: /\bincrease\(/g, replacement: () => 'delta(' },
  { name: 'takes the increase for the rate', pattern: /\brate\(/g, replacement: () => 'increase(' },
  {
    name: 'takes the rate for the increase',
    // What is compared with zero may be either.
    pattern: /\bincrease\((?!.+ (?:>|==) 0$)/gm,
    replacement: () => 'rate(',
  },
  { name: 'multiplies', pattern: /\/ (?=\d)/g, replacement: () => '* ' },
  { name: 'is upside down', pattern: /^1 - /g, replacement: gone },
  {
    name: 'says more',
    pattern: /vector\(([\d.]+)\)/g,
    replacement: (_, value) => `vector(${scaled(value, 1.01)})`,
  },
  {
    name: 'has a higher threshold',
    pattern: /> (0\.\d+|[1-9][\d.]*)(?=\)|\n|$)/g,
    replacement: (_, value) => `> ${scaled(value, 1.0005)}`,
  },
  {
    name: 'has a lower threshold',
    pattern: /> (0\.\d+|[1-9][\d.]*)(?=\)|\n|$)/g,
    replacement: (_, value) => `> ${scaled(value, 0.9995)}`,
  },
  { name: 'fires at the threshold', pattern: /> (?=0\.\d)/g, replacement: () => '>= ' },
  { name: 'fires below the threshold', pattern: / > (?=\d)/g, replacement: () => ' < ' },
  {
    name: 'asks for a bad event more',
    pattern: />= (\d+)/g,
    replacement: (_, count) => `>= ${Number(count) + 1}`,
  },
  {
    name: 'asks for a bad event less',
    pattern: />= (\d+)/g,
    replacement: (_, count) => `>= ${Number(count) - 1}`,
  },
  {
    name: 'asks for more than the guard',
    // An increase that is compared at once is extended to the evaluation, and so never a whole number of events.
    pattern: /(?<!\) )>= (?!1$)(\d+)/gm,
    replacement: (_, count) => `> ${count}`,
  },
  { name: 'is content with one condition', pattern: /\nand\n/g, replacement: () => '\nor\n' },
  { name: 'fires without one condition', pattern: /\nand\n/g, replacement: () => '\nunless\n' },
  { name: 'has no first condition', pattern: /^[^\n]+\nand\n/g, replacement: gone },
  { name: 'has no later condition', pattern: /\nand\n[^\n]+/g, replacement: gone },
  { name: 'tells pairs apart', pattern: /max without \(pair\) /g, replacement: gone },
  { name: 'looks at the present', pattern: / offset \w+/g, replacement: gone },
  { name: 'has no floor', pattern: /\n +\+\n +\d+ \* .+/g, replacement: gone },
  { name: 'is content with less than all', pattern: / >= 1$/gm, replacement: () => ' >= 0.9' },
  { name: 'tells windows apart', pattern: /max without \(sloth_window\) /g, replacement: gone },
  { name: 'fires while there is something', pattern: /^absent/g, replacement: gone },
];
