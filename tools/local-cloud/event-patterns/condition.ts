import { EventPatternError } from './event-pattern-error.ts';
import { compileNumeric } from './numeric-condition.ts';

/** Tells of the values that a field has, none if it is not there, whether they match. */
export type Condition = (values: readonly unknown[]) => boolean;

type Test = (value: unknown) => boolean;

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const hasPrefix = (prefix: unknown): Test => {
  if (typeof prefix !== 'string') throw new EventPatternError('prefix takes a string');
  return (value) => typeof value === 'string' && value.startsWith(prefix);
};

const isOtherThan = (operand: unknown): Test => {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [[name, prefix] = [], ...more] = Object.entries(operand);
    if (name !== 'prefix' || more.length > 0) {
      throw new EventPatternError(`anything-but does not support ${JSON.stringify(operand)}`);
    }
    const unwanted = hasPrefix(prefix);
    return (value) => !unwanted(value);
  }
  const unwanted: readonly unknown[] = [operand].flat();
  if (unwanted.length === 0 || !unwanted.every((value) => ['string', 'number'].includes(typeof value))) {
    throw new EventPatternError('anything-but takes strings and numbers, or a prefix');
  }
  return (value) => !unwanted.includes(value);
};

const exists = (operand: unknown): Condition => {
  if (typeof operand !== 'boolean') throw new EventPatternError('exists takes true or false');
  return (values) => values.length > 0 === operand;
};

const anyOf =
  (test: Test): Condition =>
  (values) =>
    values.some(test);

const operators = new Map<string, (operand: unknown) => Condition>([
  ['prefix', (operand) => anyOf(hasPrefix(operand))],
  ['anything-but', (operand) => anyOf(isOtherThan(operand))],
  ['numeric', (operand) => anyOf(compileNumeric(operand))],
  ['exists', exists],
]);

/**
 * Compiles one condition of a pattern. A field that is a list matches if any of its elements does.
 * @throws {EventPatternError} when it is none of those that the local cloud has.
 */
export const compileCondition = (condition: unknown): Condition => {
  if (isScalar(condition)) return anyOf((value) => value === condition);
  const [[name = '', operand] = [], ...more] = Object.entries(condition ?? {});
  const operator = operators.get(name);
  if (!operator || more.length > 0) {
    const known = [...operators.keys()].join(', ');
    throw new EventPatternError(
      `${JSON.stringify(condition)} is none of a value and one of {${known}}, which is all there is locally`,
    );
  }
  return operator(operand);
};
