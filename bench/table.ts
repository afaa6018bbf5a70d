// Plain tables for people: words in the first and the last column to the left, figures between them to the right.

/** Lines of equal column widths under a heading. */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 || column === widths.length - 1 ? text.padEnd(width) : text.padStart(width);
  };
  const line = (cells: readonly string[]): string =>
    `  ${widths.map((_width, column) => cell(cells[column] ?? '', column)).join('  ')}`.trimEnd();
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** Thousands of bytes, as the limit counts them. */
export const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
