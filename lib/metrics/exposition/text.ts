import type { Labels } from '../../contract/metric-definition.ts';

/** A number as both formats write it: `1.0`, `0.005`, `+Inf`, `NaN`. The same text wherever it names a series. */
export const floatText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/** An exact quotient of whole numbers, without the noise of a division. @param parts a power of ten. */
export const decimalText = (count: bigint, parts: number): string => {
  const digits = String(parts).length - 1;
  const padded = String(count).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const fraction = padded.slice(padded.length - digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
};

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '"': '\\"' };

const escaped = (text: string, characters: RegExp): string =>
  text.replace(characters, (character) => escapes[character] ?? character);

/** Escapes a label's value, and OpenMetrics' HELP. */
export const quotedText = (text: string): string => escaped(text, /[\\\n"]/g);

/** Escapes the HELP of text format 0.0.4, where quotes stand for themselves. */
export const helpText = (text: string): string => escaped(text, /[\\\n]/g);

/** Labels in braces; nothing when there are none. */
export const labelsText = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${quotedText(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};
