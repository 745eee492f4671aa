import type { ItemKind } from '../../shared/domain/agenda/agenda.ts';

/** The guide's sections in reading order. The text of each is `assets/guides/<id>.mdx`. */
export const guideSections = [
  { id: 'before', title: 'Before the meeting' },
  { id: 'opening', title: 'Opening and ground rules' },
  { id: 'commitments', title: 'Last commitments' },
  { id: 'facts', title: 'Facts' },
  { id: 'agree', title: 'Agreeing on the facts' },
  { id: 'causes', title: 'Causes' },
  { id: 'actions', title: 'Actions' },
  { id: 'closing', title: 'Parked topics, closing and signing' },
  { id: 'keys', title: 'Keys and the roster' },
  { id: 'time', title: 'Over time' },
  { id: 'wording', title: 'Blameless wording' },
  { id: 'trouble', title: 'When something breaks' },
  { id: 'light', title: 'The light review' },
  { id: 'joint', title: 'The joint review' },
  { id: 'async', title: 'Without a meeting' },
] as const;
export type GuideSectionId = (typeof guideSections)[number]['id'];

/** The section an address names; the first one where it names none. */
export const toGuideSection = (text: string | null): GuideSectionId =>
  guideSections.find((section) => section.id === text)?.id ?? 'before';

const sectionOfKind: { readonly [K in ItemKind]: GuideSectionId } = {
  open: 'opening',
  commitments: 'commitments',
  facts: 'facts',
  agree: 'agree',
  causes: 'causes',
  actions: 'actions',
  sign: 'closing',
};

/** What the guide has to say of an agenda item. */
export const guideOfItem = (kind: ItemKind): GuideSectionId => sectionOfKind[kind];
