/**
 * Folder in which Lambda stores the records of failed asynchronous invocations; one folder for each function, one for
 * each day, and `<time>-<UUID>` for each record.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const asyncFailuresPrefix = 'aws/lambda/async/';
