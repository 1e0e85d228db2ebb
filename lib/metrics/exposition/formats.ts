import type { ApiResponse } from '../../platform/response.ts';
import { type Family, familiesOf, type MetricsReading, type SampleExemplar } from './families.ts';
import { contentTypeOf, negotiateFormat } from './negotiation.ts';
import { helpText, labelsText, quotedText } from './text.ts';

/**
 * Prometheus' text format 0.0.4, which knows neither units nor exemplars.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
const prometheusText = (families: readonly Family[]): string =>
  families
    .flatMap(({ name, definition: { help, type }, samples }) => [
      `# HELP ${name} ${helpText(help)}\n`,
      `# TYPE ${name} ${type}\n`,
      ...samples.map(({ suffix, labels, value }) => `${name}${suffix}${labelsText(labels)} ${value}\n`),
    ])
    .join('');

const exemplarText = ({ labels, value, timestamp }: SampleExemplar): string =>
  ` # ${labelsText(labels)} ${value} ${timestamp}`;

/** A counter's family is named without what its samples end in. */
const familyName = ({ name, definition }: Family): string =>
  definition.type === 'counter' ? name.replace(/_total$/, '') : name;

/**
 * OpenMetrics 1.0.0.
 * @see https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
 */
const openMetricsText = (families: readonly Family[]): string => {
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

const writers = { text: prometheusText, openMetrics: openMetricsText } as const;

/** All metrics, in the format that the client wants. @param accept the `Accept` header. */
export const presentMetrics = (reading: MetricsReading, accept: string | undefined): ApiResponse => {
  const format = negotiateFormat(accept);
  return {
    statusCode: 200,
    headers: {
      'Content-Type': contentTypeOf(format),
      'Cache-Control': 'no-store',
      Vary: 'Accept, Accept-Encoding',
    },
    body: writers[format](familiesOf(reading)),
  };
};
