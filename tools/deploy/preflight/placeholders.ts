/** A value of the settings that is not replaced yet. */
export interface Placeholder {
  readonly path: string;
  readonly value: string;
}

/** Addresses of example.com, and accounts of one digit: they have no owner (RFC 2606 for the name). */
const placeholder = /(?:^|[@.]|:\/\/)example\.(?:com|org|net)(?:[/:]|$)|(?:^|:)(\d)\1{11}(?::|$)/;

/** The placeholders in the settings of a stage. */
export const placeholdersIn = (settings: unknown, path = ''): readonly Placeholder[] => {
  if (typeof settings === 'string') return placeholder.test(settings) ? [{ path, value: settings }] : [];
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([name, value]) =>
    placeholdersIn(value, path === '' ? name : `${path}.${name}`),
  );
};
