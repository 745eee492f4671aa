import { speakerName, type FileSegment } from './transcript-segment.ts';

/** Of all texts, how many must begin with a name before any name is believed. */
const share = 0.8;
const longestName = 60;
const mostWords = 5;

/** Words that stand before a colon and speak to nobody. */
const notNames = new Set(
  (
    'note notes nb ps re fwd fw cc bcc todo fixme warning caution error info debug fatal remember reminder remark hint tip ' +
    'example eg ie question answer q a faq action actions decision decisions agenda topic subject title summary update ' +
    'status result results step time date from to link url http https ftp mailto file attendees participants next ' +
    'chapter part section transcript speaker'
  ).split(' '),
);

const beforeColon = /^\s*((?:\p{L}|\p{M}|\p{N}|[ .'’()/&_-]){1,60}?)\s?:\s+(?=\S)/u;

/** A text that begins like `Ada Lovelace: ...`, as name and rest; null where what is before the colon is no name. */
export function splitSpeaker(text: string): { readonly name: string; readonly rest: string } | null {
  const match = beforeColon.exec(text.length > longestName * 2 ? text.slice(0, longestName * 2) : text);
  const name = speakerName(match?.[1] ?? '');
  if (match === null || name === null || !isName(name)) return null;
  return { name, rest: text.slice(match[0].length) };
}

/** A name begins with a capital letter, or with one that has no small form, and is not a sentence. */
function isName(name: string): boolean {
  const words = name.split(' ');
  if (name.length > longestName || words.length > mostWords || notNames.has(name.toLowerCase())) return false;
  const [first = ''] = name;
  if (!/\p{L}/u.test(first) || (first === first.toLowerCase() && first !== first.toUpperCase())) return false;
  return !/[?!;]|\p{L}{2,}\.\s/u.test(name.replace(/^(?:Dr|Mr|Mrs|Ms|Prof|St)\. /, ''));
}

const particle = /^(?:de|der|den|di|da|do|dos|du|van|von|zu|al|el|la|le|bin|ibn|y|e)$/;

/** A name of which each word begins with a capital letter, or with one that has no small form. */
export function isProperName(name: string): boolean {
  const words = name.split(' ').filter((word) => /^\p{L}/u.test(word));
  return isName(name) && words.every((word) => !/^\p{Ll}/u.test(word) || particle.test(word));
}

/** A proper name of two words or more: a name by itself, even when it stands once. */
export const isFullName = (name: string): boolean =>
  isProperName(name) && name.split(' ').filter((word) => /^\p{L}/u.test(word)).length >= 2;

/**
 * Takes `Name: text` for a speaker only when it is consistent: at least two texts, four in five of them begin with a
 * name, and at least half of these names are firm. A name is firm when it stands at two texts or more, or has two words
 * with capital letters. Only firm names are taken, and the others too where each text begins with a name; every other
 * text stays as it is, without a speaker. Nothing changes when a segment has a speaker already.
 */
export function takeSpeakers(segments: readonly FileSegment[]): readonly FileSegment[] {
  if (segments.length < 2 || segments.some(({ speaker }) => speaker !== null)) return segments;
  const splits = segments.map(({ text }) => splitSpeaker(text));
  const counts = new Map<string, number>();
  for (const split of splits) if (split !== null) counts.set(split.name, (counts.get(split.name) ?? 0) + 1);
  const isFirm = (name: string): boolean => (counts.get(name) ?? 0) > 1 || isFullName(name);
  const named = splits.filter((split) => split !== null);
  const firm = named.filter(({ name }) => isFirm(name));
  if (named.length < segments.length * share || firm.length * 2 < named.length) return segments;
  const isWhole = named.length === segments.length;
  return segments.map((segment, index) => {
    const split = splits[index];
    if (split === null || split === undefined || !(isWhole || isFirm(split.name))) return segment;
    const { words: _, ...rest } = segment;
    return { ...rest, speaker: split.name, text: split.rest };
  });
}
