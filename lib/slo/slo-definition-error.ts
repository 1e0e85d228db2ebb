/** An objective is declared in a way that nothing could be made from. */
export class SloDefinitionError extends Error {
  override readonly name = 'SloDefinitionError';
  readonly problems: readonly string[];

  /** @param problems what is wrong, each with what to do. */
  constructor(id: string, problems: readonly string[]) {
    super(`SLO ${JSON.stringify(id)}: ${problems.join('; ')}`);
    this.problems = problems;
  }
}
