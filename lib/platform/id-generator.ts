/** Draws a new id, different from all others. */
export type IdGenerator = () => string;
