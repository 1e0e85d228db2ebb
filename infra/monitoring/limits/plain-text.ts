const isJoin = (value: unknown): value is { 'Fn::Join': [string, unknown[]] } =>
  typeof value === 'object' && value !== null && 'Fn::Join' in value;

/** Where an expression points to, in letters that are harmless in JSON and in alarm rules. */
const reference = (value: unknown): string =>
  Object.values(value as object)
    .flat()
    .join('.')
    .replace(/[^\w.:-]/g, '');

/** A resolved text of a template. What is known only when it is deployed becomes the name of what it refers to. */
export const plainText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (isJoin(value)) return value['Fn::Join'][1].map(plainText).join(value['Fn::Join'][0]);
  return reference(value);
};
