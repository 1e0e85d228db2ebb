import * as z from 'zod';
import { jsonOf } from '../../json-of.ts';
import type { MetricIdentity } from './measurement-store.ts';

/** CloudWatch's documented limits of an embedded metric format line. */
const lineSchema = z.looseObject({
  _aws: z.looseObject({
    Timestamp: z.int().positive(),
    CloudWatchMetrics: z
      .array(
        z.strictObject({
          Namespace: z.string().min(1).max(256),
          Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
          Metrics: z
            .array(
              z.strictObject({
                Name: z.string().min(1).max(1_024),
                Unit: z.string().default('None'),
                StorageResolution: z.literal([1, 60]).optional(),
              }),
            )
            .min(1)
            .max(100),
        }),
      )
      .min(1),
  }),
});

const dimensionSchema = z.string().max(1_024);
const valuesSchema = z.union([z.number(), z.array(z.number()).min(1).max(100)]);

/** A metric with the values that a line has of it. */
export interface EmbeddedMetric extends MetricIdentity {
  readonly unit: string;
  readonly values: readonly number[];
}

/** Why CloudWatch takes no metrics out of a line, by the metric that counts it. */
export type RefusedLine = 'EMFParsingErrors' | 'EMFValidationErrors';

/** @throws {z.ZodError} when a directive refers to a member that is not there, or is of another form. */
const metricsOf = (root: z.infer<typeof lineSchema>): EmbeddedMetric[] =>
  root._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, dimensionSchema.parse(root[name])]));
      return Metrics.map(({ Name: name, Unit: unit }) => ({
        namespace,
        name,
        unit,
        dimensions,
        values: [valuesSchema.parse(root[name])].flat(),
      }));
    }),
  );

/**
 * The metrics that CloudWatch takes out of a log line in embedded metric format, or why it refuses them; none of another line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetrics = (line: string): readonly EmbeddedMetric[] | RefusedLine => {
  // Spares parsing most lines.
  if (!line.includes('"_aws"')) return [];
  const root = jsonOf(line);
  if (root === undefined) return line.trimStart().startsWith('{') ? 'EMFParsingErrors' : [];
  try {
    return metricsOf(lineSchema.parse(root));
  } catch (error) {
    if (error instanceof z.ZodError) return 'EMFValidationErrors';
    throw error;
  }
};
