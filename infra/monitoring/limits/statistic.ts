const percent = String.raw`(?:100|\d{1,2}(?:\.\d{1,10})?)`;
const middlePercent = String.raw`(?:90|[1-8]\d(?:\.\d{1,10})?)`;
const value = String.raw`\d+(?:\.\d+)?`;
const range = (bound: string) => String.raw`\((?:${bound}:${bound}|${bound}:|:${bound})\)`;

const simple = /^(?:SampleCount|Average|Sum|Minimum|Maximum)$/;
const interquartileMean = /^IQM$/;
const percentile = new RegExp(`^(?:p|tm|tc|ts|wm)${percent}$`);
const rank = new RegExp(`^PR${range(value)}$`);
const trimmed = (bound: string) => new RegExp(`^(?:TC|TM|TS|WM)${range(bound)}$`);

const isOneOf =
  (...patterns: readonly RegExp[]) =>
  (text: string): boolean =>
    patterns.some((pattern) => pattern.test(text));

/** Values of `statistic` that an alarm on a single metric may have. */
export const isSimpleStatistic = isOneOf(simple);

/** Values of `extendedStatistic` that an alarm on a single metric may have: percentages are from 10 to 90 there. */
export const isExtendedStatistic = isOneOf(interquartileMean, percentile, rank, trimmed(`${middlePercent}%`));

/** Statistics of the metrics that an expression is made of: these may be trimmed by any percentage and by value, too. */
export const isMathStatistic = isOneOf(
  simple,
  interquartileMean,
  percentile,
  rank,
  trimmed(`${percent}%`),
  trimmed(value),
);

export const isPercentile = (text: string): boolean => /^p\d/.test(text);
