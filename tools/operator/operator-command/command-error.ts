/** Something that the operator can put right; its message is one line that says what is wrong and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 2: the command is wrong. 1: it could not be carried out. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
