/** A query that cannot be answered; the message names the part that is refused. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}
