import { z } from 'zod';
import { rowIdSchema } from '../ids.ts';
import { rowKinds, type RowKind } from './rows.ts';

/** One end of a link: a row by its kind and id. */
export const linkEndSchema = z.strictObject({ kind: z.enum(rowKinds as [RowKind, ...RowKind[]]), id: rowIdSchema });

/** What a person said of a suggested link: it holds, or it does not. The last word stands. */
export const settledLinkSchema = z.strictObject({
  from: linkEndSchema,
  to: linkEndSchema,
  verdict: z.enum(['confirmed', 'rejected']),
});
export type SettledLink = z.infer<typeof settledLinkSchema>;

const joins = (link: SettledLink, a: string, b: string): boolean =>
  (link.from.id === a && link.to.id === b) || (link.from.id === b && link.to.id === a);

/** What was said of the link between two rows, in either direction. */
export const verdictOn = (links: readonly SettledLink[], a: string, b: string): SettledLink['verdict'] | undefined =>
  links.find((link) => joins(link, a, b))?.verdict;

export const withSettled = (links: readonly SettledLink[], link: SettledLink): readonly SettledLink[] => [
  ...links.filter((each) => !joins(each, link.from.id, link.to.id)),
  link,
];
