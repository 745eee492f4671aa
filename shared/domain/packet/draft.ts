import { z } from 'zod';
import { saidSchema, type Asking, type Said } from './packet.ts';

/** An answer that is being written. `signed` is the highest revision each author signed here, 0 where there is none. */
export type Draft = {
  readonly author: string | null;
  readonly said: readonly Said[];
  readonly signed: { readonly [author: string]: number };
};

export const emptyDraft: Draft = { author: null, said: [], signed: {} };

const draftSchema = z.object({
  author: z.string().nullable(),
  said: z.array(z.unknown()).max(500),
  signed: z.record(z.string(), z.int().min(0)),
});

/** Reads a kept draft; what cannot be read of it is left out, the rest stays. */
export function readDraft(kept: string | null): Draft {
  if (kept === null) return emptyDraft;
  let json: unknown;
  try {
    json = JSON.parse(kept);
  } catch {
    return emptyDraft;
  }
  const read = draftSchema.safeParse(json);
  if (!read.success) return emptyDraft;
  const said = read.data.said.flatMap((each) => {
    const one = saidSchema.safeParse(each);
    return one.success ? [one.data] : [];
  });
  return { ...read.data, said };
}

/** The same thing said again takes the place of what was said of it: one hand, one rewording of a thing. */
export function withSaid(said: readonly Said[], next: Said): readonly Said[] {
  const at = said.findIndex((each) => placeOf(each) === placeOf(next));
  return at === -1 ? [...said, next] : said.with(at, next);
}

export const withoutSaid = (said: readonly Said[], gone: Said): readonly Said[] =>
  said.filter((each) => placeOf(each) !== placeOf(gone));

/** What a statement is about, within one answer. */
export function placeOf(said: Said): string {
  switch (said.kind) {
    case 'agree':
      return 'agree';
    case 'reword':
      return `reword ${said.of}`;
    case 'fact':
    case 'idea':
    case 'action':
    case 'comment':
      return `${said.kind} ${said.id}`;
  }
}

/** The name a round's draft is kept under on this machine. */
export const draftName = ({ review, round }: Pick<Asking, 'review' | 'round'>): string =>
  `hotwash.answer ${review} ${round}`;

/** The same statement with other words. */
export const withText = (said: Exclude<Said, { kind: 'agree' }>, text: string): Said => ({ ...said, text });
