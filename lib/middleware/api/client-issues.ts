import type { ValidationIssue } from '../../contract/errors/factories.ts';

/** An issue as zod and the validators of the bundles report it. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
}

const typeSentences: Readonly<Record<string, string>> = {
  string: 'must be a string',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

const sizeSentence = (
  origin: string | undefined,
  bound: 'at least' | 'at most',
  limit: number | bigint | undefined,
): string => {
  if (origin === 'string') return `must have ${bound} ${limit} characters`;
  if (origin === 'array') return `must have ${bound} ${limit} items`;
  return `must be ${bound} ${limit}`;
};

/** Texts of our schemas are predicates in lower case; those of the validator start with a capital letter. */
const isOurs = (message: string): boolean => /^[a-z]/.test(message);

/** The rule for a value, as the predicate of a sentence. @param isAbsent whether the value is absent. */
const predicate = ({ code, message, ...facts }: SchemaIssue, isAbsent: boolean): string => {
  if (isAbsent) return 'is required';
  if (isOurs(message)) return message;
  switch (code) {
    case 'invalid_type':
      return typeSentences[String(facts.expected)] ?? 'is not valid';
    case 'too_small':
      return sizeSentence(facts.origin, 'at least', facts.minimum);
    case 'too_big':
      return sizeSentence(facts.origin, 'at most', facts.maximum);
    case 'invalid_value': {
      const values = (facts.values ?? []).map((value) => JSON.stringify(value));
      return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
    }
    default:
      return 'is not valid';
  }
};

const at = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    input,
  );

const join = (path: readonly PropertyKey[]): string => path.join('.');

/** A number beyond exact integers also breaks the limit of its field, which says more. */
const isImplied = ({ code, origin, path }: SchemaIssue, all: readonly SchemaIssue[]): boolean =>
  (code === 'too_big' || code === 'too_small') &&
  origin === 'int' &&
  all.some((other) => other.origin === 'number' && join(other.path) === join(path));

/** An issue for the client, and its path for the log, which holds no text of the client. */
export interface ClientIssue extends ValidationIssue {
  readonly loggedPath: string;
}

/**
 * The issues of a value in plain words: each has the path of one key and the predicate of a sentence about it, such as
 * `items.0.quantity` and `must be at least 1`. No value of the client is quoted.
 * @param input the value that was refused.
 */
export const clientIssues = (issues: readonly SchemaIssue[], input: unknown): readonly ClientIssue[] =>
  issues
    .filter((issue) => !isImplied(issue, issues))
    .flatMap((issue): readonly ClientIssue[] => {
      const path = join(issue.path);
      if (issue.code === 'unrecognized_keys') {
        return (issue.keys ?? []).map((key) => ({
          path: join([...issue.path, key]),
          message: 'is not a field of this request',
          loggedPath: path,
        }));
      }
      const message = predicate(issue, at(input, issue.path) === undefined);
      return [{ path, message: path === '' ? `the body ${message}` : message, loggedPath: path }];
    });
