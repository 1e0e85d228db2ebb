import * as z from 'zod';
import { CommandError } from '../../command-line/command-error.ts';
import { jsonOf } from '../../json-of.ts';
import { ask } from './http.ts';

export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** Values of an expression at each step of a span; times in milliseconds since 1970. */
export type RangeQuery = (
  query: string,
  span: { readonly from: number; readonly to: number; readonly stepSeconds: number },
) => Promise<readonly RangeSeries[]>;

const matrixSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/**
 * Asks a Prometheus server what an expression was.
 * @throws {CommandError} when it does not answer, or with an error.
 */
export const prometheusRangeAt =
  (url: string): RangeQuery =>
  async (query, { from, to, stepSeconds }) => {
    const { status, text } = await ask(
      `${url}/api/v1/query_range`,
      {
        method: 'POST',
        body: new URLSearchParams({
          query,
          start: String(from / 1_000),
          end: String(to / 1_000),
          step: String(stepSeconds),
        }),
      },
      'Start it with `npm run prometheus`, or name another one with --prometheus.',
    );
    const answer = matrixSchema.safeParse(jsonOf(text));
    if (!answer.success) throw new CommandError(`Prometheus at ${url} refuses the query (status ${status}).`);
    return answer.data.data.result.map(({ metric, values }) => ({
      labels: metric,
      points: values.map(([time, value]) => ({ at: time * 1_000, value: Number(value) })),
    }));
  };
