import type { DeclaredObjective } from './declared-objective.ts';
import type { Objective } from './objective.ts';
import { objectiveProblems } from './objective-problems.ts';
import { SloDefinitionError } from './slo-definition-error.ts';

/**
 * Declares an objective. What can be seen in its literals is refused by the compiler already.
 * @throws {SloDefinitionError} when no working alerts could be made from it.
 */
export const defineSlo = <const O extends Objective>(objective: O & DeclaredObjective<O>): O => {
  const problems = objectiveProblems(objective);
  if (problems.length > 0) throw new SloDefinitionError(objective.id, problems);
  return objective;
};
