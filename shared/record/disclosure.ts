import type { Json } from '../journal/canonical-json.ts';
import { leavesOf, pathWords, type Leaf } from './leaves.ts';

/** What a person chooses by; a field can belong to several and is withheld with the first of them. */
export const disclosureGroups = [
  'people',
  'times',
  'subject',
  'facts',
  'causes',
  'decisions',
  'actions',
  'notes',
  'figures',
  'rules',
  'evidence',
  'rest',
  'history',
  'reports',
  'drawings',
  'evidence-files',
] as const;
export type DisclosureGroup = (typeof disclosureGroups)[number];

/** What is withheld: whole groups, and places such as `facts.*.text` or `data/evidence/001.png`. */
export type DisclosureChoice = { readonly groups: readonly DisclosureGroup[]; readonly places: readonly string[] };

export const disclosureProfiles: { readonly [profile in 'public' | 'board' | 'people']: DisclosureChoice } = {
  people: { groups: ['people', 'rest'], places: [] },
  board: { groups: ['people', 'notes', 'rest', 'evidence-files'], places: [] },
  public: {
    groups: ['people', 'times', 'notes', 'figures', 'rules', 'evidence', 'rest', 'evidence-files'],
    places: [],
  },
};
export type DisclosureProfile = keyof typeof disclosureProfiles;

/** A field as it goes into a copy: its line in leaves.txt from 1, its groups, whether it stays. */
export type PlannedLeaf = Leaf & {
  readonly line: number;
  readonly groups: readonly DisclosureGroup[];
  readonly isWithheld: boolean;
};
/** A file: it stays, or why it does not. `tells` names what it would tell of what is withheld. */
export type PlannedFile = {
  readonly path: string;
  readonly group: DisclosureGroup | null;
  readonly withheld: null | { readonly because: 'chosen' | 'tells'; readonly tells: readonly DisclosureGroup[] };
};
export type DisclosurePlan = {
  readonly leaves: readonly PlannedLeaf[];
  /** Files below data/ and bag-info.txt. data/events.jsonl stays by its headers alone. */
  readonly files: readonly PlannedFile[];
};

const segments: { readonly [group in DisclosureGroup]?: string } = {
  subject: 'title release service tier zone sample organisation rosterVersion format joint summary effect',
  facts: 'facts factsAgreed summary effect wordingOverrides product',
  causes: 'causes causeRules rootCauses boardMatters triage effect summary wordingOverrides',
  decisions: 'decisions votes product light joint summary wordingOverrides',
  actions: 'actions parked summary wordingOverrides',
  notes: 'notes heldIdeas parked wordingOverrides rounds recorded transcripts',
  figures: 'package waived predictions',
  rules: 'template policy trigger lighter cohort hostReason hostExceptions passedOver scheduled tier',
  evidence: 'evidence',
  people: 'seats facilitator scribe attendance rounds passedOver hostReason hostExceptions',
  times: 'openedAt startedAt closedAt scheduled time',
};
const groupsBySegment = new Map<string, DisclosureGroup[]>();
for (const group of disclosureGroups)
  for (const name of segments[group]?.split(' ') ?? [])
    groupsBySegment.set(name, [...(groupsBySegment.get(name) ?? []), group]);

// A signed envelope says in base64 who signed and when; a fingerprint names whose key it is.
const peopleKeys =
  /^(?:author|owner|owners|member|members|by|decidedBy|decider|signer|swappedWith|facilitator|scribe|attended|accountable|deputy|assignee|who|actor|people|person|reporter|caller|envelope|fingerprint|from[A-Z]\w*By)$/;
const timeKeys = /(?:At|Ms|Until|Since)$|^(?:at|day|due|until|since|meetingTime|date|time|envelope)$/;
const timeValue = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/;
const alwaysThere = /^(?:reviewId|requiredRoles|history|format)$/;
const neverThere = 'blind';

/** Groups of a field: those of the part it stands in, and people or times where it names somebody or tells when. */
export function groupsOfLeaf({ path, value }: Leaf, codes: ReadonlySet<string>): readonly DisclosureGroup[] {
  const top = String(path[0] ?? '');
  if (alwaysThere.test(top) || top === neverThere) return [];
  const groups = new Set<DisclosureGroup>(groupsBySegment.get(top) ?? ['rest']);
  const named = path.filter((step): step is string => typeof step === 'string');
  if (named.some((step) => peopleKeys.test(step) || codes.has(step)) || (typeof value === 'string' && codes.has(value)))
    groups.add('people');
  const isTime =
    timeKeys.test(named.at(-1) ?? '') ||
    (typeof value === 'string' && timeValue.test(value)) ||
    (typeof value === 'number' && value > 1e12 && value < 1e13);
  if (isTime) groups.add('times');
  return [...groups];
}

/** What stays and what goes for a choice. What a file tells of a withheld field makes it go too. */
export function planDisclosure(
  review: Json,
  paths: readonly string[],
  choice: DisclosureChoice,
  codes: ReadonlySet<string>,
): DisclosurePlan {
  const all = leavesOf(review);
  const chosen = new Set(choice.groups);
  const places = choice.places.map(placePattern);
  const needed = neededLines(all);
  const leaves = all.map((leaf, index): PlannedLeaf => {
    const groups = groupsOfLeaf(leaf, codes);
    const words = pathWords(leaf.path);
    const isChosen = groups.some((group) => chosen.has(group)) || places.some((place) => place.test(words));
    const isWithheld = leaf.path[0] === neverThere || (isChosen && !needed.has(index));
    return { ...leaf, line: index + 1, groups, isWithheld };
  });
  const withheld = new Set(
    leaves.flatMap((leaf) => (leaf.isWithheld && leaf.path[0] !== neverThere ? leaf.groups : [])),
  );
  const kept = (path: string): boolean => !choice.places.includes(path);
  return {
    leaves,
    files: paths.filter(isWithholdable).map((path) => planFile(path, chosen, withheld, leaves, kept(path))),
  };
}

const certificate = /^trust\/.*\.crt$/;
const isWithholdable = (path: string): boolean =>
  path === 'bag-info.txt' ||
  certificate.test(path) ||
  (path.startsWith('data/') &&
    path !== 'data/leaves.txt' &&
    path !== 'data/checkpoint.txt' &&
    path !== 'data/log-proof.txt');

/** The id, the required roles, and the field behind these, which shows that no role was left out. */
function neededLines(all: readonly Leaf[]): ReadonlySet<number> {
  const lines = new Set(all.flatMap(({ path }, index) => (alwaysThere.test(String(path[0] ?? '')) ? [index] : [])));
  const last = all.findLastIndex(({ path }) => path[0] === 'requiredRoles');
  return last < 0 ? lines : lines.add(last + 1);
}

function placePattern(place: string): RegExp {
  const steps = place
    .split('.')
    .map((step) =>
      step === '*' ? String.raw`(?:[^.\\]|\\.)+` : step.replaceAll(/[$()*+.?[\]^{|}]/g, String.raw`\$&`),
    );
  return new RegExp(String.raw`^${steps.join(String.raw`\.`)}(?:\.|$)`, 'u');
}

const always = new Set(['data/review.json', 'data/salts.json']);

function planFile(
  path: string,
  chosen: ReadonlySet<DisclosureGroup>,
  withheld: ReadonlySet<DisclosureGroup>,
  leaves: readonly PlannedLeaf[],
  isKept: boolean,
): PlannedFile {
  const group = groupOfFile(path);
  if (always.has(path)) return { path, group, withheld: { because: 'tells', tells: [...withheld] } };
  if (!isKept || (group !== null && chosen.has(group)))
    return { path, group, withheld: { because: 'chosen', tells: [] } };
  // A certificate names its holder; nothing that is signed names the certificate.
  if (certificate.test(path))
    return { path, group, withheld: chosen.has('people') ? { because: 'tells', tells: ['people'] } : null };
  const tells =
    path === 'bag-info.txt'
      ? titleOf(leaves)
      : (told(path) ?? [...disclosureGroups]).filter((each) => withheld.has(each));
  return { path, group, withheld: tells.length === 0 ? null : { because: 'tells', tells } };
}

const titleOf = (leaves: readonly PlannedLeaf[]): readonly DisclosureGroup[] =>
  leaves.some(({ path, isWithheld }) => path[0] === 'title' && isWithheld) ? ['subject'] : [];

const groupOfFile = (path: string): DisclosureGroup | null => {
  if (path === 'data/events.jsonl') return 'history';
  if (path.startsWith('data/evidence/')) return 'evidence-files';
  if (/^data\/transcript(?:-\d+)?\.vtt$/.test(path)) return 'notes';
  if (/\.(?:svg|png|mmd|drawio)$|five-whys\.json$|causes\.md$/.test(path)) return 'drawings';
  return path.startsWith('data/') ? 'reports' : null;
};

/** What a file tells; undefined for one that tells everything. Evidence stays or goes by itself. */
function told(path: string): readonly DisclosureGroup[] | undefined {
  switch (groupOfFile(path)) {
    case 'evidence-files':
      return [];
    case 'history':
      return ['people', 'times'];
    case 'drawings':
      return ['causes', 'facts', 'subject', 'people', 'evidence'];
    default:
      return path === 'data/actions.csv' ? ['actions', 'people', 'times', 'causes'] : undefined;
  }
}
