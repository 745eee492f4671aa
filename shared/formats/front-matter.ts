import { err, ok, type Result } from '../lib/result.ts';
import type { Body } from './body-format.ts';
import type { RecordFault } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { readYaml } from './read-yaml.ts';

/** A Markdown document: what stands between its first two lines `---`, and the rest. */
export type MarkdownDocument = { readonly front: Body; readonly body: string };

/** `title` is empty for what stands before the first heading. `text` is Markdown, without the heading. */
export type Section = { readonly title: string; readonly level: number; readonly text: string };

const fence = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

/** Parts a Markdown document from its YAML front matter; a document may have none. */
export function readFrontMatter(text: string): Result<MarkdownDocument, RecordFault> {
  const match = fence.exec(text);
  if (match === null || match.index !== 0) return ok({ front: {}, body: text.replace(/^\uFEFF/, '') });
  const read = readYaml(match[1] ?? '');
  if (!read.ok) return err({ ...read.error, path: 'front matter' });
  const front = read.value ?? {};
  if (!isRecordValue(front))
    return err({
      code: 'malformed-yaml',
      path: 'front matter',
      message: 'the front matter is no map of names to values',
    });
  return ok({ front, body: text.slice(match[0].length) });
}

/** Cuts Markdown at its headings (`#` to `###`), of which those inside fenced code are none. */
export function cutSections(body: string): Section[] {
  const sections: { title: string; level: number; lines: string[] }[] = [{ title: '', level: 0, lines: [] }];
  let code: string | null = null;
  for (const line of body.split(/\r?\n/)) {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined) code = code === null ? mark : code === mark ? null : code;
    const heading = code === null && mark === undefined ? /^(#{1,3})\s+(.+?)\s*#*$/.exec(line) : null;
    if (heading === null) sections.at(-1)?.lines.push(line);
    else sections.push({ title: heading[2] ?? '', level: heading[1]?.length ?? 1, lines: [] });
  }
  return sections.map(({ title, level, lines }) => ({ title, level, text: lines.join('\n').trim() }));
}
