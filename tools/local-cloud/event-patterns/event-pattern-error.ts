/** A pattern that the local cloud does not understand; the message says what in it. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
}
