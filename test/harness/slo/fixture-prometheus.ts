import { jsonResponse } from '../../../tools/local-cloud/http/http-response.ts';
import { startHttpServer } from '../../../tools/local-cloud/http/http-server.ts';

interface FixtureSeries {
  readonly labels?: Readonly<Record<string, string>>;
  /** Time in seconds since 1970, and value. */
  readonly samples: readonly (readonly [time: number, value: number])[];
}

/** Answers range selectors as Prometheus does, with the series that are given for each. */
export const startFixturePrometheus = (series: (selector: string) => readonly FixtureSeries[]) =>
  startHttpServer(async ({ readBody }) => {
    const query = new URLSearchParams(String(await readBody(10_000))).get('query') ?? '';
    const result = series(query.replace(/\[1h\]$/, '')).map(({ labels = {}, samples }) => ({
      metric: labels,
      values: samples.map(([time, value]) => [time, String(value)]),
    }));
    return jsonResponse(200, { status: 'success', data: { resultType: 'matrix', result } });
  }, 0);
