import { csvText } from '../formats/write-csv.ts';
import { criterionText } from './actions-csv.ts';
import type { ActionReading, CommittedReading } from './actions-board.ts';

/** What became of an item, in one sentence; empty while nothing did. */
export function becameText(reading: ActionReading): string {
  const { state } = reading.life;
  switch (state.name) {
    case 'dropped':
      return state.reason;
    case 'declined':
      return state.note;
    case 'done':
      return state.check === null
        ? state.note
        : `${state.note} (${checkWords[state.check.verdict]}: ${state.check.note})`;
    case 'verified':
      return [state.note, verifiedText(state.check)].join('; ');
    default:
      return '';
  }
}

const checkWords = { met: 'verified', 'not-met': 'not met', 'cannot-tell': 'cannot be told' } as const;

function verifiedText({
  measured,
  artefact,
}: {
  measured: { value: number; unit: string; n: number; sha256: string } | null;
  artefact: string | null;
}): string {
  return measured === null
    ? `seen: ${artefact ?? ''}`
    : `measured ${numberText(measured.value)}${measured.unit === '' ? '' : ` ${measured.unit}`} over ${measured.n} samples, sha256 ${measured.sha256}`;
}

/** Six significant digits: a mean has more than anybody measured. */
export const numberText = (value: number): string => String(Number(value.toPrecision(6)));

/** Every item of the board: `hotwash actions export --format csv`. */
export const boardCsv = (readings: readonly ActionReading[]): string =>
  csvText([
    [
      'external id',
      'review',
      'component',
      'text',
      'state',
      'owner',
      'due',
      'look again',
      'done when',
      'what became of it',
      'term',
    ],
    ...readings.map((each) =>
      each.kind === 'commitment'
        ? [
            each.key,
            each.reviewTitle,
            each.service,
            each.text,
            each.column,
            each.owner,
            each.due,
            '',
            criterionText(each.criterion),
            becameText(each),
            each.term,
          ]
        : [
            each.key,
            each.reviewTitle,
            each.service,
            each.text,
            each.column,
            '',
            '',
            each.lookAgain ?? '',
            '',
            becameText(each),
            each.term,
          ],
    ),
  ]);

/** What is still to be done; ideas are nobody's work yet, and what was settled needs no ticket. */
export const openCommitments = (readings: readonly ActionReading[]): readonly CommittedReading[] =>
  readings.filter(
    (each): each is CommittedReading =>
      each.kind === 'commitment' && (each.column === 'committed' || each.column === 'overdue'),
  );

/** A label of a tracker: one word, no space, no quote. */
const labelText = (text: string): string => text.replace(/[^A-Za-z0-9._-]+/g, '-');

const bodyLines = (each: CommittedReading): readonly string[] => [
  each.text,
  '',
  `Done when: ${criterionText(each.criterion)}`,
  `Owner in the roster: ${each.owner}`,
  `Due: ${each.due}`,
  `From: ${each.reviewTitle} (${each.review})`,
  ...(each.term === 'long' ? ['Long-term: it changes what keeps bringing the cause about'] : []),
  ...each.life.earlierDues.map(({ due, reason }) => `Was due on ${due}: ${reason}`),
];

/** Open commitments for Jira's CSV import; its date format is `yyyy-MM-dd`. Run again, the External id tells them apart. */
export const jiraCsv = (readings: readonly ActionReading[]): string =>
  csvText([
    ['Summary', 'Description', 'Assignee', 'Due date', 'Labels', 'Issue Type', 'External id'],
    ...openCommitments(readings).map((each) => [
      oneLine(each.text, 255),
      bodyLines(each).join('\n'),
      each.owner,
      each.due,
      `hotwash ${labelText(each.service)}`,
      'Task',
      each.key,
    ]),
  ]);

/** A title is one line; Jira takes 255 characters of it, GitHub 256. */
function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}

/** One open commitment as a GitHub issue: front matter with title, labels and external id, then its body. */
export const githubIssue = (each: CommittedReading): string =>
  [
    '---',
    `title: ${JSON.stringify(oneLine(each.text, 256))}`,
    `labels: ${JSON.stringify(['hotwash', labelText(each.service)])}`,
    `due: ${JSON.stringify(each.due)}`,
    `external-id: ${JSON.stringify(each.key)}`,
    '---',
    '',
    // A line of dashes in somebody's words would begin the next issue.
    bodyLines(each).join('\n').replace(/^---/gm, '\\---'),
    '',
  ].join('\n');

/** All open commitments in one document, an issue after the other, each with its front matter. */
export const githubMarkdown = (readings: readonly ActionReading[]): string =>
  openCommitments(readings).map(githubIssue).join('\n');
