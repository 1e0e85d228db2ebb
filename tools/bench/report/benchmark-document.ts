/** Lines around the results of a part in the document. */
const opening = (part: string) => `<!-- bench:${part} -->`;
const closing = (part: string) => `<!-- /bench:${part} -->`;

/**
 * The document with new results of a part.
 * @throws {RangeError} when it has no place for them.
 */
export const replaceResults = (document: string, part: string, results: string): string => {
  const start = document.indexOf(opening(part));
  const end = document.indexOf(closing(part));
  if (start < 0 || end < start) {
    throw new RangeError(`no place for ${part}: the document needs ${opening(part)} and ${closing(part)}`);
  }
  const before = document.slice(0, start + opening(part).length);
  return `${before}\n\n${results}\n\n${document.slice(end)}`;
};
