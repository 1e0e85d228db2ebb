import { exactMember, missedMember } from '../../../lib/contract/metric-definition.ts';
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

/** A line without the members that are metrics, for readers of the log. */
export const withoutMetrics = (item: LogItem): LogItem => {
  const left = new Set(['_aws', exactMember, missedMember, ...metricNamesOf(item)]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => !left.has(name)));
};
