/** A command cannot do what it was asked; the message says why in one line, and what to do. */
export class SloCommandError extends Error {
  override readonly name = 'SloCommandError';
}
