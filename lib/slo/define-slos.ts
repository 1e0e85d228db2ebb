import type { Objective } from './objective.ts';
import { SloDefinitionError } from './slo-definition-error.ts';

type Objectives = Readonly<Record<string, Objective>>;

/** An object, because an id that contradicts its key would only make the whole objective `never`. */
type ById<S extends Objectives> = {
  readonly [Key in keyof S & string]: string extends S[Key]['id']
    ? unknown
    : S[Key]['id'] extends Key
      ? unknown
      : { readonly refused: `under the key ${Key}, the id is ${Key}` };
};

/**
 * Objectives by their ids. Events are counted under the key and alerts look for the id, so that the two are one name.
 * @throws {SloDefinitionError} when an id is not the key that it stands under.
 */
export const defineSlos = <const S extends Objectives>(objectives: S & ById<S>): S => {
  for (const [key, { id }] of Object.entries<Objective>(objectives)) {
    if (id !== key) {
      throw new SloDefinitionError(id, [
        `it is declared under the key "${key}": give both the same name, and no two objectives the same id`,
      ]);
    }
  }
  return objectives;
};
