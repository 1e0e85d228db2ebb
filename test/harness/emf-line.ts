import * as z from 'zod';

/** CloudWatch's documented limits of an embedded metric format line. */
const emfSchema = z.looseObject({
  _aws: z.strictObject({
    Timestamp: z.int().positive(),
    CloudWatchMetrics: z
      .array(
        z.strictObject({
          Namespace: z.string().min(1).max(256),
          Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
          Metrics: z
            .array(z.strictObject({ Name: z.string().min(1).max(1_024), Unit: z.string() }))
            .min(1)
            .max(100),
        }),
      )
      .min(1),
  }),
});

export interface EmfMetric {
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

/**
 * Metrics that CloudWatch reads from a line: each metric with its dimensions, as the directives refer to them.
 * @throws {Error} when the line breaks a limit, or a directive refers to a member that is not there.
 */
export const readEmfLine = (line: string): EmfMetric[] => {
  const root = emfSchema.parse(JSON.parse(line));
  const member = (name: string): unknown => {
    if (!(name in root)) throw new Error(`the line has no member ${name}`);
    return root[name];
  };
  const measured = (name: string) =>
    z.union([z.number(), z.array(z.number()).min(1).max(100)]).parse(member(name));
  return root._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name, Unit }) => ({
        name: Name,
        unit: Unit,
        dimensions: Object.fromEntries(
          names.map((name) => [name, z.string().max(1_024).parse(member(name))]),
        ),
        value: measured(Name),
      })),
    ),
  );
};
