import type { Exemplar, Family } from './families.ts';
import { labelsText, quotedText } from './line-text.ts';

const exemplarText = ({ labels, value, timestamp }: Exemplar): string =>
  ` # ${labelsText(labels)} ${value} ${timestamp}`;

/** A counter's family is named without what its samples end in. */
const familyName = ({ name, definition }: Family): string =>
  definition.type === 'counter' ? name.replace(/_total$/, '') : name;

/**
 * OpenMetrics 1.0.0.
 * @see https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
 */
export const openMetricsText = (families: readonly Family[]): string => {
  const lines = families.flatMap((family) => {
    const { name, definition, samples } = family;
    const own = familyName(family);
    const unit = 'unit' in definition ? definition.unit : undefined;
    return [
      `# TYPE ${own} ${definition.type}\n`,
      ...(unit ? [`# UNIT ${own} ${unit}\n`] : []),
      `# HELP ${own} ${quotedText(definition.help)}\n`,
      ...samples.map(
        ({ suffix, labels, value, exemplar }) =>
          `${name}${suffix}${labelsText(labels)} ${value}${exemplar ? exemplarText(exemplar) : ''}\n`,
      ),
    ];
  });
  return `${lines.join('')}# EOF\n`;
};
