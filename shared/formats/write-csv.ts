type Cell = string | number;

/** Rows as CSV (RFC 4180), each with its line ending. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

/** A text that begins like a formula gets an apostrophe, so that a spreadsheet shows it and runs nothing; numbers stay. */
export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const neutral = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral;
}
