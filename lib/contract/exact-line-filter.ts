/**
 * Member of a log line that holds the exact counters. This name is the only part of the line's format that is known
 * outside `lib/metrics/exact-line.ts`: subscriptions and the operator's commands select lines by it, and may not
 * import code that runs in the service.
 */
export const exactMember = 'exact';

/**
 * Selects the lines with exact counters.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const exactLineFilter = `{ $.${exactMember}.seq = * }`;
