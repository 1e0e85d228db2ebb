const percent = String.raw`(?:100|\d{1,2}(?:\.\d{1,10})?)`;
const value = String.raw`\d+(?:\.\d+)?`;
const range = (bound: string) => String.raw`\((?:${bound}:${bound}|${bound}:|:${bound})\)`;

const simple = /^(?:SampleCount|Average|Sum|Minimum|Maximum|IQM)$/;
const percentile = new RegExp(`^(?:p|tm|tc|ts|wm)${percent}$`);
const trimmedByPercent = new RegExp(`^(?:TC|TM|TS|WM)${range(`${percent}%`)}$`);
const rank = new RegExp(`^PR${range(value)}$`);
const trimmedByValue = new RegExp(`^(?:TC|TM|TS|WM)${range(value)}$`);

/** Statistics that an alarm on a single metric may use. */
export const isAlarmStatistic = (text: string): boolean =>
  [simple, percentile, trimmedByPercent, rank].some((pattern) => pattern.test(text));

/** Statistics of the metrics that an expression is made of: these may be trimmed by value, too. */
export const isMathStatistic = (text: string): boolean => isAlarmStatistic(text) || trimmedByValue.test(text);

export const isPercentile = (text: string): boolean => /^p\d/.test(text);
