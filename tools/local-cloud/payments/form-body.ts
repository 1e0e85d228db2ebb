/** Parameters of a form-encoded request by their full names, such as `metadata[orderId]`. */
export type FormParameters = ReadonlyMap<string, string>;

export const parseForm = (text: string): FormParameters => new Map(new URLSearchParams(text));

/** Name of a parameter without its subscripts: `metadata` for `metadata[orderId]`. */
export const baseName = (name: string): string => name.replace(/\[.*$/s, '');

/** The entries of a parameter that is a hash: `{orderId: …}` for `metadata`. */
export const hashParameter = (parameters: FormParameters, name: string): Record<string, string> =>
  Object.fromEntries(
    [...parameters].flatMap(([key, value]) =>
      key.startsWith(`${name}[`) && key.endsWith(']') ? [[key.slice(name.length + 1, -1), value]] : [],
    ),
  );
