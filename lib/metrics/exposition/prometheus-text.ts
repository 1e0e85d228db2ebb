import type { Family } from './families.ts';
import { helpText, labelsText } from './line-text.ts';

/**
 * Prometheus' text format 0.0.4, which knows neither units nor exemplars.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export const prometheusText = (families: readonly Family[]): string =>
  families
    .flatMap(({ name, definition: { help, type }, samples }) => [
      `# HELP ${name} ${helpText(help)}\n`,
      `# TYPE ${name} ${type}\n`,
      ...samples.map(({ suffix, labels, value }) => `${name}${suffix}${labelsText(labels)} ${value}\n`),
    ])
    .join('');
