/**
 * Groups what failed by its cause: requests whose dependency failed or was too slow, and unexpected errors of requests,
 * batches and jobs. The function `causes` of docs/runbooks/README.md asks the same.
 */
export const causesQuery =
  'filter logCode = "LOG-REQ-002" and code in ["SYS-002", "SYS-003", "SYS-004"] or logCode in ["LOG-REQ-003", "LOG-BAT-002", "LOG-JOB-002"] | parse error.cause.message /(?<cause>\\D*\\d*)/ | stats count() as n, latest(correlationId) as request by function_name, logCode, code, error.message, cause | sort n desc | limit 20';
