import * as z from 'zod';
import { CommandError } from '../../command-line/command-error.ts';
import { jsonOf } from '../../json-of.ts';
import { ask } from './http.ts';

/** A series of an answer, with its name among the labels. */
export interface VectorSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type InstantQuery = (query: string) => Promise<readonly VectorSample[]>;

const vectorSchema = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});
const errorSchema = z.object({ error: z.string() });

/**
 * Asks a Prometheus server what an expression is now.
 * @throws {CommandError} when it does not answer, or with an error.
 */
export const prometheusAt =
  (url: string): InstantQuery =>
  async (query) => {
    const { status, text } = await ask(
      `${url}/api/v1/query`,
      { method: 'POST', body: new URLSearchParams({ query }) },
      'Start it with `npm run prometheus`, or name another one with --prometheus.',
    );
    const body = jsonOf(text);
    const vector = vectorSchema.safeParse(body);
    if (vector.success) {
      return vector.data.data.result.map(({ metric, value }) => ({
        labels: metric,
        value: Number(value[1]),
      }));
    }
    const refusal = errorSchema.safeParse(body);
    throw new CommandError(
      refusal.success
        ? `Prometheus at ${url} refuses the query ${query}: ${refusal.data.error}.`
        : `The server at ${url} is not Prometheus (status ${status}).`,
    );
  };
