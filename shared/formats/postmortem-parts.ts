import { ok, type Result } from '../lib/result.ts';
import type { Body } from './body-format.ts';
import { normalName } from './fields.ts';
import type { RecordFault } from './format.ts';
import { cutSections, readFrontMatter, type Section } from './front-matter.ts';
import { isRecordValue } from './json-reader.ts';

type Part = Pick<Section, 'title' | 'text'>;

/** A post-mortem as Markdown and JSON both give it: what it states by name, its sections, and of those the timelines. */
export type PostmortemParts = {
  readonly front: Body;
  /** The first heading of the highest level, where there is one. */
  readonly title: string | null;
  readonly sections: readonly Part[];
  readonly timelines: readonly Part[];
};

const ofTimeline = /^(?:incident\s+)?(?:timeline|chronology|sequence of events|what happened when)\b/i;

/** The first member that is called by one of `names` (parted by spaces), without regard to case, spaces and marks. */
export function findMember(front: Body, names: string): unknown {
  const byName = new Map(Object.entries(front).map(([key, value]) => [normalName(key), value]));
  for (const name of names.split(' ')) {
    const value = byName.get(normalName(name));
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** Such a member when it is a text, else an empty one. */
export function textMember(front: Body, names: string): string {
  const value = findMember(front, names);
  return typeof value === 'string' ? value : '';
}

/** A timeline goes on under headings below its own, such as one for each day. */
export function partsOfMarkdown(text: string): Result<PostmortemParts, RecordFault> {
  const read = readFrontMatter(text);
  if (!read.ok) return read;
  const sections = cutSections(read.value.body);
  const timelines: { title: string; level: number; text: string }[] = [];
  let open = false;
  for (const { title, level, text: inside } of sections) {
    const last = timelines.at(-1);
    if (ofTimeline.test(title)) timelines.push({ title, level, text: inside });
    else if (open && last !== undefined && level > last.level) last.text += `\n# ${title}\n${inside}`;
    open = ofTimeline.test(title) || (open && last !== undefined && level > last.level);
  }
  const title = sections.find(({ level }) => level === 1)?.title ?? null;
  return ok({ front: read.value.front, title, sections, timelines });
}

/** Of JSON every other member that is a text is a section, and so are the members of `sections`. */
export function partsOfJson(record: Body): PostmortemParts {
  const sections: Part[] = [];
  for (const [key, value] of Object.entries(record))
    if (typeof value === 'string' && ofProse.test(normalName(key)))
      sections.push({ title: headingOf(key), text: value });
  const listed: unknown = record['sections'];
  if (Array.isArray(listed))
    for (const each of listed as readonly unknown[])
      if (isRecordValue(each)) sections.push({ title: textMember(each, 'title heading name'), text: textIn(each) });
  if (isRecordValue(listed))
    for (const [key, value] of Object.entries(listed))
      if (typeof value === 'string') sections.push({ title: headingOf(key), text: value });
  const timeline = findMember(record, 'timeline steps events chronology');
  const lines: readonly unknown[] = Array.isArray(timeline) ? timeline : typeof timeline === 'string' ? [timeline] : [];
  return {
    front: record,
    title: null,
    sections,
    timelines: [
      { title: '', text: lines.map(lineOf).join('\n') },
      ...sections.filter(({ title }) => ofTimeline.test(title)),
    ],
  };
}

const ofProse =
  /^(summary|description|impact|rootcauses?|causes?|trigger|detection|resolution|mitigation|lessons?(learned)?|wentwell|whatwentwell|whatwentwrong|actionitems|followups?|background|analysis|contributingfactors)$/;

const headingOf = (key: string): string => {
  const words = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const textIn = (value: Body): string => textMember(value, 'text body content markdown what event description message');

/** An element of a JSON timeline as a line of one: its time as it stands, then what happened. */
function lineOf(step: unknown): string {
  if (typeof step === 'string') return step;
  if (!isRecordValue(step)) return '';
  const at = findMember(step, 'at time timestamp when');
  const ms = typeof at === 'number' ? (at < 1e11 ? at * 1000 : at) : Number.NaN;
  const text = Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : typeof at === 'string' ? at : '';
  return `${text} ${textIn(step).replace(/\s+/g, ' ')}`;
}
