import { EventPatternError } from './event-pattern-error.ts';

type Comparison = (value: number, bound: number) => boolean;

const comparisons = new Map<unknown, Comparison>([
  ['=', (value, bound) => value === bound],
  ['<', (value, bound) => value < bound],
  ['<=', (value, bound) => value <= bound],
  ['>', (value, bound) => value > bound],
  ['>=', (value, bound) => value >= bound],
]);

/**
 * Compiles the list behind `numeric`: one comparison, or the two of a range, as in `[">", 0, "<=", 5]`.
 * @throws {EventPatternError}
 */
export const compileNumeric = (operands: unknown): ((value: unknown) => boolean) => {
  if (!Array.isArray(operands) || (operands.length !== 2 && operands.length !== 4)) {
    throw new EventPatternError('numeric takes one comparison or two, as in [">", 0, "<=", 5]');
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operands.length; index += 2) {
    const compare = comparisons.get(operands[index]);
    const bound: unknown = operands[index + 1];
    if (!compare || typeof bound !== 'number') {
      throw new EventPatternError(
        `numeric does not support ${JSON.stringify(operands.slice(index, index + 2))}`,
      );
    }
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
};
