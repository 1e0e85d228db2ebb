const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/**
 * In what a value is not as expected, one text for each place. Objects may have more members than expected,
 * lists may not.
 */
export const differences = (expected: unknown, actual: unknown, place = ''): string[] => {
  if (!isObject(expected) || !isObject(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return Object.is(expected, actual) ? [] : [`${place || 'it'} is ${show(actual)}, not ${show(expected)}`];
  }
  if (Array.isArray(expected) && expected.length !== actual['length']) {
    return [`${place || 'it'} has ${actual['length']} items, not ${expected.length}`];
  }
  return Object.entries(expected).flatMap(([name, member]) =>
    differences(
      member,
      Object.hasOwn(actual, name) ? actual[name] : undefined,
      place ? `${place}.${name}` : name,
    ),
  );
};
