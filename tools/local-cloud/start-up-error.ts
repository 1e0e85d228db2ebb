/** Something the developer can put right; its message is one line that says what is wrong and what to do. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError';
}
