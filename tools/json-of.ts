/** The value of a text in JSON; `otherwise` for any other text. */
export const jsonOf = (text: string, otherwise?: unknown): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
};
