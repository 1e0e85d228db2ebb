const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** An age in its largest unit, rounded down, such as `3 h`. */
export const ageText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [name, size] = units.find(([, length]) => seconds >= length) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${name}`;
};

/** Rows as lines with aligned columns. The first row holds the headings. */
export const textTable = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(lineOf).join('\n');
};
