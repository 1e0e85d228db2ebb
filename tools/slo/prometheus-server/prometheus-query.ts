/** A sample of a query's result. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface QueryAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly [number, string];
    }[];
  };
}

/**
 * What a query returns now.
 * @throws {Error} when Prometheus does not answer it.
 */
export const queryPrometheus = async (url: string, query: string): Promise<readonly Sample[]> => {
  const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
  if (!answer.ok) throw new Error(`Prometheus answers ${answer.status} to ${query}: ${await answer.text()}`);
  const { data } = (await answer.json()) as QueryAnswer;
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
};
