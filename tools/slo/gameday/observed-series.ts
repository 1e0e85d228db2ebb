export interface Point {
  /** Seconds since the game day began. */
  readonly at: number;
  readonly value: number;
}

export interface ObservedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
}

interface MatrixAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/** Every sample of some series as it was stored. @param epoch when the game day began, in seconds since 1970. */
export const observedSeries = async (
  url: string,
  selector: string,
  epoch: number,
): Promise<readonly ObservedSeries[]> => {
  const answer = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: `${selector}[1h]` }),
  });
  if (!answer.ok) throw new Error(`Prometheus answers ${answer.status}: ${await answer.text()}`);
  const { data } = (await answer.json()) as MatrixAnswer;
  return data.result.map(({ metric, values }) => ({
    labels: metric,
    points: values.map(([time, value]) => ({ at: time - epoch, value: Number(value) })),
  }));
};
