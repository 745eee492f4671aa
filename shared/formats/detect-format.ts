import { emptyMapping, type ColumnMapping } from '../domain/release/column-mapping.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { formatIds, formats, type FormatId } from './formats.ts';
import type { FileHead, FileShape } from './format.ts';
import { isRecordValue, unwrapBody } from './json-reader.ts';
import { settingsColumn } from './settings-table.ts';

export type Detection = { readonly format: FormatId; readonly why: string };
export type DetectFault = { readonly code: 'unknown-format'; readonly message: string };

/** Tells how text is cut into records, from the file's name and its first characters. */
export function detectShape(head: string, name = '', named?: FormatId): Exclude<FileShape, 'raw'> {
  const text = head.replace(/^\uFEFF/, '');
  for (const id of named === undefined ? formatIds : [named]) {
    const shape = formats[id].cut?.(name, text, named !== undefined) ?? null;
    if (shape !== null && shape !== 'raw') return shape;
  }
  return detectTable(text.trimStart());
}

function detectTable(text: string): 'csv' | 'json' | 'ndjson' {
  if (text.startsWith('[')) return /^\[\s*[\]{[]/.test(text) || /^\[\s*$/.test(text) ? 'json' : 'csv';
  if (!text.startsWith('{')) return 'csv';
  const [first = '', ...others] = text.split('\n', 20);
  const second = others.find((line) => line.trim() !== '');
  if (second === undefined) return 'json';
  // One line that is a whole object makes NDJSON, so that a broken line beside it is one broken record.
  return isJsonObject(first) || (first.trim() !== '{' && second.startsWith('{') && isJsonObject(second))
    ? 'ndjson'
    : 'json';
}

/** Whether columns are those of a raw export: one API body per row in `data`, its request in `url`. */
export function isRawExport(columns: readonly string[]): boolean {
  return ['data', 'url', 'params'].every((name) => columns.includes(name));
}

/** Recognises a file's format and says by what: of all formats the one that fits best. */
export function detectFormat(
  head: Pick<FileHead, 'shape' | 'columns' | 'first'> & Partial<FileHead>,
): Result<Detection, DetectFault> {
  const { shape, columns, first, mapping = emptyMapping, name = '', text = '' } = head;
  const body = first === null ? null : shape === 'raw' ? bodyOf(first['data']) : unwrapBody(first);
  const whole: FileHead = { name, text, shape, columns, first, body, mapping };
  let best: (Detection & { readonly fit: number }) | null = null;
  for (const format of formatIds) {
    const fit = formats[format].recognise(whole);
    if (fit !== null && fit.fit > (best?.fit ?? -1)) best = { format, ...fit };
  }
  if (best !== null) return ok({ format: best.format, why: best.why });
  if (shape === 'raw')
    return err({
      code: 'unknown-format',
      message: 'A raw export, but of no API whose records are known here. Name the format if you know better.',
    });
  if (shape === 'yaml' || shape === 'document')
    return err({
      code: 'unknown-format',
      message: `A ${shape === 'yaml' ? 'YAML file' : 'document'}, but of no kind that is known here. Name the format if you know better: a configuration is taken as snapshot.`,
    });
  const setting = settingsColumn(columns, mapping);
  if (setting !== null)
    return err({
      code: 'unknown-format',
      message: `The column ${setting.slice(0, 80)} makes this a table of settings, not of measurements. Take it whole with --as snapshot: only its hash and the number of its settings are kept as release data. If it holds measurements, name the format metrics.`,
    });
  const found = columns.length === 0 ? 'none' : columns.join(', ');
  const message = `Not a format known here; its columns are: ${found}. Name the format, and a mapping where its columns have other names.`;
  return err({ code: 'unknown-format', message: message.slice(0, 900) });
}

/** Completes a mapping with what the file's name says where neither a column nor the mapping does. */
export const completeMapping = (
  format: FormatId,
  name: string,
  columns: readonly string[],
  mapping: ColumnMapping,
): ColumnMapping => formats[format].complete?.(name, columns, mapping) ?? mapping;

function bodyOf(data: unknown): { readonly [key: string]: unknown } | null {
  try {
    const value: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return isRecordValue(value) ? unwrapBody(value) : null;
  } catch {
    return null;
  }
}

const isJsonObject = (text: string): boolean => bodyOf(text) !== null;
