import type { AgendaItem } from '../domain/agenda/agenda.ts';
import type { PinnedTemplate } from '../domain/template/template.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Front } from './front-schema.ts';
import { readFront } from './read-front.ts';
import { readMdx } from './read-mdx.ts';
import { inReadingOrder, type TemplateFault } from './template-fault.ts';
import { splitTemplate } from './template-text.ts';
import type { Block } from './template-tree.ts';

/** A template as its text says it: the front matter, checked, and the text as a tree. */
export type Template = Front & { readonly body: readonly Block[] };

/**
 * Reads a template's text (M1.5). Nothing in it is run. All that is wrong is said at once, with line and column; the text
 * itself is only judged when the front matter, which names its fields, can be read.
 */
export function readTemplate(text: string): Result<Template, readonly TemplateFault[]> {
  const parts = splitTemplate(text);
  if (!parts.ok) return err([parts.error]);
  const { front, body, bodyLine } = parts.value;
  const read = readFront(front, 2);
  if (!read.ok) return err(inReadingOrder(read.error));
  const blocks = readMdx(body, bodyLine, { fields: new Set(read.value.fields.map((field) => field.id)) });
  return blocks.ok ? ok({ ...read.value, body: blocks.value }) : blocks;
}

const minute = 60_000;

/** The agenda a review is opened with, in milliseconds. */
export const agendaOf = ({ agenda }: Pick<Template, 'agenda'>): readonly AgendaItem[] =>
  agenda.map(({ id, title, kind, minutes, minimum }) => ({
    id,
    title,
    kind,
    plannedMs: minutes * minute,
    minimumMs: minimum * minute,
  }));

/** What a review keeps of the template. `sha256` is that of the bytes its text was read from. */
export const pinTemplate = (template: Template, sha256: string): PinnedTemplate => ({
  id: template.id,
  version: template.version,
  sha256,
  groundRules: template.groundRules,
  prompts: template.prompts,
  fields: template.fields,
});
