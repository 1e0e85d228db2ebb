/** Tells whether a text has one of these ids as a whole: `order-12345` does not mention `order-1234`. */
export const mentionsAny = (ids: readonly string[]): ((text: string) => boolean) => {
  const pattern = new RegExp(
    `(?<![\\w-])(?:${ids.map((id) => id.replace(/[^\w-]/g, '\\$&')).join('|')})(?![\\w-])`,
  );
  return (text) => pattern.test(text);
};
