import { createSeededRandom } from '../../local-cloud/faults/seeded-random.ts';

/** Decisions of a history: the same ones for the same seed. */
export interface Draws {
  /** From [0, 1). */
  number(): number;
  chance(probability: number): boolean;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** @throws {RangeError} on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Draws of their own, which no other draws disturb. */
  fork(name: string): Draws;
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};

/** @param seed any text. */
export const createDraws = (seed: string): Draws => {
  const number = createSeededRandom(hashOf(seed));
  return {
    number,
    chance: (probability) => number() < probability,
    between: (least, most) => least + Math.floor(number() * (most - least + 1)),
    pick(list) {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[Math.floor(number() * list.length)] as (typeof list)[number];
    },
    fork: (name) => createDraws(`${seed}/${name}`),
  };
};
