/** A runbook cannot be written; the message says which in one line, and what to do. */
export class RunbookError extends Error {
  override readonly name = 'RunbookError';
}
