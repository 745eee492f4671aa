/** A stretch of text that is somebody else's words: code says nothing, a quotation can still name a person. */
export type SkippedRange = { readonly start: number; readonly end: number; readonly kind: 'code' | 'quote' };

const logLine =
  /^[ \t]*(?:\[?\d{4}-\d{2}-\d{2}[T ][\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?\]?[ \t]+)?\[?(?:ERROR|WARN|WARNING|INFO|FATAL|DEBUG|TRACE|CRITICAL|NOTICE)\b|\blevel=(?:error|warn|info|fatal|debug)\b/;
/** A web or mail address, asked of one run without spaces at a time: a search through a whole line would not be linear. */
const isAddress = (run: string): boolean =>
  run.includes('://') || (run.indexOf('@') > 0 && run.lastIndexOf('.') > run.indexOf('@'));
const closing: { readonly [open: string]: string } = { '“': '”', '«': '»', '„': '“', '"': '"', '「': '」' };

/** Stretches that the rules skip, in order: code in backticks or fences, addresses, log lines, quotations of 3 words or more. */
export function skippedRanges(text: string): readonly SkippedRange[] {
  const found: SkippedRange[] = [];
  let fenced = false;
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const fence = /^[ \t]*(?:```|~~~)/.test(line);
    if (fence || fenced || logLine.test(line.slice(0, 400))) found.push({ start, end, kind: 'code' });
    else found.push(...inLine(line, start));
    if (fence) fenced = !fenced;
    start = end + 1;
  }
  return found;
}

function inLine(line: string, offset: number): readonly SkippedRange[] {
  const ranges: SkippedRange[] = [];
  let open: { readonly at: number; readonly until: string } | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (open?.until === sign) {
      const quoted = line.slice(open.at + 1, at);
      if (sign === '`') ranges.push({ start: offset + open.at, end: offset + at + 1, kind: 'code' });
      else if (/\S\s+\S+\s+\S/.test(quoted))
        ranges.push({ start: offset + open.at, end: offset + at + 1, kind: 'quote' });
      open = undefined;
    } else if (sign === '`') open = line.includes('`', at + 1) ? { at, until: '`' } : open;
    else if (open === undefined && closing[sign] !== undefined) open = { at, until: closing[sign] };
  }
  for (const { index, 0: run } of line.matchAll(/\S+/g)) {
    const [start, end] = [offset + index, offset + index + run.length];
    if (isAddress(run) && !ranges.some((range) => range.start < end && start < range.end))
      ranges.push({ start, end, kind: 'code' });
  }
  return ranges.toSorted((a, b) => a.start - b.start);
}
