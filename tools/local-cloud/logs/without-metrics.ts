import type { LogItem } from './format-log-line.ts';

interface Directives {
  readonly CloudWatchMetrics?: readonly { readonly Metrics?: readonly { readonly Name?: string }[] }[];
}

/** Names of the metrics that CloudWatch takes out of a line. */
export const metricNamesOf = ({ _aws }: LogItem): ReadonlySet<string> =>
  new Set(
    ((_aws as Directives | undefined)?.CloudWatchMetrics ?? []).flatMap(({ Metrics = [] }) =>
      Metrics.map(({ Name = '' }) => Name),
    ),
  );

/** A line without its metrics, for readers of the log: they begin with `_aws`. */
export const withoutMetrics = (item: LogItem): LogItem => {
  const members = Object.entries(item);
  const metrics = members.findIndex(([name]) => name === '_aws');
  return metrics < 0 ? item : Object.fromEntries(members.slice(0, metrics));
};
