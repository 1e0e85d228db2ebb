/**
 * A copy in random order, every order equally likely.
 * @param random uniform in [0, 1).
 */
export const shuffle = <T>(values: readonly T[], random: () => number = Math.random): T[] => {
  const drawn: T[] = [];
  const left = [...values];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
};

/** Measurements of each round, by contestant. */
export type Rounds<Id extends string, T> = Readonly<Record<Id, readonly T[]>>;

export interface RoundsOptions<Id extends string, T> {
  readonly ids: readonly Id[];
  readonly rounds: number;
  readonly measure: (id: Id) => Promise<T>;
  /** Prepares, runs and cleans up a round. */
  readonly inRound: (round: number, run: () => Promise<void>) => Promise<void>;
}

/**
 * Measures every contestant once per round in random order, so that changes of the machine's speed affect all
 * contestants alike.
 */
export const interleave = async <Id extends string, T>({
  ids,
  rounds,
  measure,
  inRound,
}: RoundsOptions<Id, T>): Promise<Rounds<Id, T>> => {
  // The type of `Object.fromEntries` does not keep the keys.
  const measured = Object.fromEntries(ids.map((id) => [id, []])) as unknown as Record<Id, T[]>;
  for (let round = 1; round <= rounds; round += 1) {
    await inRound(round, async () => {
      for (const id of shuffle(ids)) measured[id].push(await measure(id));
    });
  }
  return measured;
};
