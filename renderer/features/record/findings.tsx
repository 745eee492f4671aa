import { claimSupport, type Claim } from '../../../shared/domain/claim/claim.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import { routeToHash } from '../../state/route.ts';
import { EvidenceLabels } from '../../canvas/moment-mark.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatClockSeconds, formatDayText } from '../../ui/format-time.ts';
import { TimeTable } from '../../canvas/time-table.tsx';
import { Section } from '../../ui/page.tsx';
import { Short, Table } from '../../ui/table.tsx';
import { CauseFindings } from './cause-findings.tsx';
import { ProductWord } from './product-word.tsx';
import { Decisions, Notes, Votes } from './room-findings.tsx';
import styles from './record.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** The record's first page in the app: summary, facts, causes by state, commitments, time planned and taken. */
export function Findings({ review, workspace }: Props) {
  const facts = review.claims.filter((claim) => claimSupport(claim) === 'supported');
  const unsupported = review.claims.filter((claim) => claimSupport(claim) === 'unsupported');
  return (
    <>
      <p className={styles['summary']}>{review.summary}</p>
      <Section
        title="Facts agreed"
        note={
          review.factsAgreed === null
            ? undefined
            : `${review.factsAgreed.inFavour} of ${review.factsAgreed.present} agreed`
        }
      >
        {facts.length === 0 && <Empty title="No fact has evidence." />}
        <ol>
          {facts.map((claim) => (
            <Fact key={claim.id} claim={claim} zone={review.zone} />
          ))}
        </ol>
        {unsupported.map((claim) => (
          <p key={claim.id} className={styles['unsupported']}>
            Stayed unsupported: “<bdi>{claim.text}</bdi>”
          </p>
        ))}
      </Section>
      <Section title="Causes">
        <CauseFindings review={review} />
      </Section>
      <Decisions review={review} />
      <Votes review={review} />
      <Section title="Commitments">
        <Promises review={review} workspace={workspace} />
      </Section>
      <ProductWord review={review} />
      {review.rounds.length > 0 ? (
        <Section title="Held without meeting">
          <p>
            {review.rounds.length === 1 ? 'One round was' : `${review.rounds.length} rounds were`} answered by a
            deadline. <a href={routeToHash({ place: 'rounds', review: review.id })}>What was asked and answered</a>
          </p>
        </Section>
      ) : (
        <Section title="Time, planned and taken" note="minutes">
          <TimeTaken review={review} />
          <TimeTable review={review} now={review.closedAt ?? review.openedAt} untitled />
        </Section>
      )}
      <Notes review={review} />
    </>
  );
}

function Fact({ claim, zone }: { readonly claim: Claim; readonly zone: string }) {
  return (
    <li className={styles['fact']}>
      <span className={styles['clock']}>
        {claim.happenedAt === null ? '' : formatClockSeconds(claim.happenedAt, zone)}
      </span>
      <span>
        <bdi>{claim.text}</bdi>
        <span className={styles['evidence']}>
          <EvidenceLabels evidence={claim.evidence} between=" · " />
        </span>
      </span>
    </li>
  );
}

function Promises({ review, workspace }: Props) {
  const made = review.actions.flatMap(({ id, text, term, state }) =>
    state.name === 'committed' ? [{ id, text, term, ...state }] : [],
  );
  const ideas = review.actions.filter(({ state }) => state.name === 'idea').length;
  if (made.length === 0) return <Empty title="Nothing was committed to." />;
  return (
    <>
      <Table caption="Commitments" columns={[{ name: 'what' }, { name: 'who' }, { name: 'by' }, { name: 'done when' }]}>
        {made.map(({ id, text, term, owner, due, criterion }) => (
          <tr key={id}>
            <td>
              {text}
              {term === 'long' && ' (long-term)'}
            </td>
            <Short>{findMember(workspace, owner)?.display ?? owner}</Short>
            <Short>{formatDayText(due)}</Short>
            <td>{criterionText(criterion)}</td>
          </tr>
        ))}
      </Table>
      {ideas > 0 && <p className={styles['under']}>{ideas} stayed an idea.</p>}
    </>
  );
}

const barWidth = 220;

function TimeTaken({ review }: { readonly review: Review }) {
  const longest = Math.max(1, ...review.agenda.items.map((item) => Math.max(item.plannedMs, item.takenMs)));
  return (
    <ul>
      {review.agenda.items.map((item) => {
        const planned = (item.plannedMs / longest) * barWidth;
        const taken = (item.takenMs / longest) * barWidth;
        const minutes = (ms: number) => Math.round(ms / 60_000);
        return (
          <li key={item.id} className={styles['time']}>
            <span>{item.title}</span>
            <svg width={barWidth} height={14} aria-hidden="true">
              <rect className={styles['planned']} x={0} y={4} width={planned} height={6} />
              <rect className={styles['taken']} x={0} y={6} width={Math.min(taken, planned)} height={2} />
              {taken > planned && (
                <rect className={styles['beyond']} x={planned} y={4} width={taken - planned} height={6} />
              )}
            </svg>
            <span className={styles['minutes']}>
              {minutes(item.takenMs)} of {minutes(item.plannedMs)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
