import { objectiveProblems } from './check-objectives.ts';
import type { DeclaredObjective } from './declared-objective.ts';
import type { ObjectiveDeclaration } from './objective.ts';
import { SloDefinitionError } from './slo-definition-error.ts';

/** So many bad events are no chance, at traffic of a few requests an hour too. */
const defaultMinBadEvents = 5;

/**
 * Declares an objective; no alert of it fires on fewer than five bad events, unless it says otherwise. What can be
 * seen in its literals is refused by the compiler already.
 * @throws {SloDefinitionError} when no working alerts could be made from it.
 */
export const defineSlo = <const O extends ObjectiveDeclaration>(
  declared: O & DeclaredObjective<O>,
): O & { readonly minBadEvents: number } => {
  const { minBadEvents = defaultMinBadEvents } = declared;
  const objective = { ...declared, minBadEvents };
  const problems = objectiveProblems(objective);
  if (problems.length > 0) throw new SloDefinitionError(objective.id, problems);
  return objective;
};
