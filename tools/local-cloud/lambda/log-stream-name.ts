/** Name of the log stream of one execution environment, started at `startedAt`. */
export const logStreamName = (environmentId: string, startedAt: Date): string =>
  `${startedAt.toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${environmentId}`;

export const logGroupName = (functionName: string): string => `/aws/lambda/${functionName}`;
