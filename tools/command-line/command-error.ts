/** A problem that the user of a command can solve: its message is one line with the problem and the remedy. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 2: the command line is wrong. 1: the command could not be carried out. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A value of an option or of an environment variable is refused. The message continues the name: `is "x". Set it to …`. */
export class InvalidValueError extends Error {
  override readonly name = 'InvalidValueError';
}
