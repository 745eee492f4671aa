import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import type { FormatId } from '../../../shared/formats/formats.ts';

/** One file as somebody would carry it in, with what they choose when they do. */
export type CarriedFile = {
  readonly name: string;
  readonly text: string;
  readonly format: FormatId;
  readonly mapping: ColumnMapping;
};

/** The part of history one delivery brings: everything after `from` that was known at `at`. */
export type Window = { readonly from: number; readonly at: number };

export const within = (window: Window, instant: number): boolean => instant > window.from && instant <= window.at;

/** Bad rows stand where they would in life, among good ones. */
export const amidst = <T>(rows: readonly T[], bad: readonly T[]): readonly T[] => {
  const place = Math.min(60, Math.floor(rows.length / 2));
  return [...rows.slice(0, place), ...bad, ...rows.slice(place)];
};

export function csv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
