import type { Labels } from '../../contract/metric-definition.ts';

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
