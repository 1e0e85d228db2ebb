import { embeddedMetrics } from '../../tools/local-cloud/measurements/embedded-metrics.ts';

export interface EmfMetric {
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** One value, or several. */
  readonly value: unknown;
}

/**
 * Metrics that CloudWatch reads from a line: each metric with its dimensions, as the directives refer to them.
 * @throws {Error} when the line breaks a limit, or a directive refers to a member that is not there.
 */
export const readEmfLine = (line: string): EmfMetric[] => {
  const found = embeddedMetrics(line);
  if (typeof found === 'string') throw new Error(`${found}: ${line}`);
  return found.map(({ name, unit, dimensions, values }) => ({
    name,
    unit,
    dimensions,
    value: values.length === 1 ? values[0] : values,
  }));
};
