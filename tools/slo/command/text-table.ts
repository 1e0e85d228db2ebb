/** A column's heading; `right` for numbers. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

/** Rows in columns that are as wide as their widest cell, two spaces apart. */
export const textTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const cellsOf = (index: number) => rows.map((row) => row[index] ?? '');
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...cellsOf(index).map(({ length }) => length)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align = 'left' }, index) => {
        const [cell = '', width = 0] = [cells[index], widths[index]];
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map(({ heading }) => heading)),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
  ].join('\n');
};
