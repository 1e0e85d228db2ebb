/** Metrics of an invocation in one of its lines, in CloudWatch's embedded metric format. */
export interface LineMetrics {
  /** Members that metrics have as dimensions. There is at least one. They replace members of the line with the same name. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** The other members as JSON, each after a comma. */
  readonly text: string;
}

/**
 * A line with its own members first: CloudWatch Logs Insights finds 200 fields of a line, and the metrics can have more.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export const lineWithMetrics = (members: object, { dimensions, text }: LineMetrics): string =>
  `${JSON.stringify({ ...members, ...dimensions }).slice(0, -1)}${text}}`;
