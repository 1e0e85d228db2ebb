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
