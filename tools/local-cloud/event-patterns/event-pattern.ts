import { type Condition, compileCondition } from './condition.ts';
import { EventPatternError } from './event-pattern-error.ts';

/** Whether an event matches. */
export type EventMatcher = (event: unknown) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of a field, of each element if it is a list. An object is not a value: its fields are. */
const valuesOf = (field: unknown): readonly unknown[] =>
  [field].flat().filter((value) => value !== undefined && !isObject(value));

const describe = (path: readonly string[], problem: string) =>
  new EventPatternError(path.length === 0 ? problem : `${path.join('.')}: ${problem}`);

const anyCondition = (conditions: readonly unknown[], path: readonly string[]): EventMatcher => {
  if (conditions.length === 0) throw describe(path, 'the list of conditions is empty');
  const compile = (condition: unknown): Condition => {
    try {
      return compileCondition(condition);
    } catch (error) {
      throw error instanceof EventPatternError ? describe(path, error.message) : error;
    }
  };
  const compiled = conditions.map(compile);
  return (field) => {
    const values = valuesOf(field);
    return compiled.some((matches) => matches(values));
  };
};

const compileFields = (pattern: unknown, path: readonly string[]): EventMatcher => {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw describe(path, 'a pattern is an object of fields, each with a list of conditions');
  }
  const fields = Object.entries(pattern).map(([name, part]): [string, EventMatcher] => {
    const here = [...path, name];
    return [name, Array.isArray(part) ? anyCondition(part, here) : compileFields(part, here)];
  });
  const matchesOne = (value: unknown) =>
    fields.every(([name, matches]) => matches(isObject(value) ? value[name] : undefined));
  return (value) => (Array.isArray(value) ? value.some(matchesOne) : matchesOne(value));
};

/**
 * Compiles a pattern of EventBridge's and of event source mappings' language, of which only what
 * `PatternCondition` lists: exact values, prefix, anything-but, exists and numeric.
 * @throws {EventPatternError} for anything else.
 */
export const compileEventPattern = (pattern: unknown): EventMatcher => compileFields(pattern, []);
