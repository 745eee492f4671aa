import { Fragment } from 'react';
import { rootCauses } from '../../../shared/domain/cause/cause-graph.ts';
import type { Cause } from '../../../shared/domain/cause/cause.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import { checkTitles } from '../../../shared/domain/cause/cause-check.ts';
import { canvasTitles, stopTitles } from '../../../shared/projections/cause-words.ts';
import { EvidenceLabels } from '../../canvas/moment-mark.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatDayText } from '../../ui/format-time.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Short, Table } from '../../ui/table.tsx';
import styles from './record.module.css';

type Props = { readonly review: Review };

const stateOrder: readonly Cause['state']['name'][] = ['validated', 'supported', 'hypothesis', 'stopped', 'rejected'];

/** The causes by state as the record tells them: classed, checked, counted, and what became of those that come back. */
export function CauseFindings({ review }: Props) {
  const { causes, effect, triage } = review;
  const roots = new Set(rootCauses(causes).map(({ id }) => id));
  const rows = stateOrder.flatMap((state) => causes.filter((cause) => cause.state.name === state));
  return (
    <>
      {effect !== null && (
        <p className={styles['under']}>
          What was explained: <bdi>{effect.text}</bdi>
        </p>
      )}
      {triage.opened.map(({ canvas, reason, at }) => (
        <p key={at} className={reason === null ? styles['under'] : styles['unsupported']}>
          Drawn as {canvasTitles[canvas]}
          {reason !== null && (
            <>
              , against the answers: <bdi>{reason}</bdi>
            </>
          )}
        </p>
      ))}
      {rows.length === 0 ? (
        <Empty title="No cause was named." />
      ) : (
        <Table
          caption="Causes by state"
          columns={[{ name: 'cause' }, { name: 'state' }, { name: 'evidence, or why not' }]}
        >
          {rows.map((cause) => (
            <CauseLine key={cause.id} cause={cause} review={review} isRoot={roots.has(cause.id)} />
          ))}
        </Table>
      )}
      <Checked causes={rows} />
      <BoardMatters review={review} />
    </>
  );
}

const tones: { readonly [S in Cause['state']['name']]: Tone } = {
  supported: 'calm',
  validated: 'calm',
  hypothesis: 'warn',
  rejected: 'plain',
  stopped: 'plain',
};
const glyphs: { readonly [S in Cause['state']['name']]: string } = {
  supported: '✓',
  validated: '✓✓',
  hypothesis: '?',
  rejected: '×',
  stopped: '⊣',
};

type LineProps = Props & { readonly cause: Cause; readonly isRoot: boolean };

function CauseLine({ cause, review, isRoot }: LineProps) {
  const { text, state, evidence, scope } = cause;
  return (
    <tr>
      <td>
        {state.name === 'rejected' ? (
          <s>
            <bdi>{text}</bdi>
          </s>
        ) : (
          <bdi>{text}</bdi>
        )}
        <span className={styles['evidence']}>{placeText(cause, review)}</span>
        {scope !== null && <span className={styles['evidence']}>{scopeText(scope)}</span>}
      </td>
      <Short>
        <Mark tone={tones[state.name]} glyph={glyphs[state.name]}>
          {state.name}
        </Mark>
        {isRoot && <span className={styles['evidence']}>root cause</span>}
      </Short>
      <td>
        {state.name === 'rejected' ? (
          <bdi>{state.reason}</bdi>
        ) : state.name === 'stopped' ? (
          <bdi>
            {stopTitles[state.why]}: {state.reason}
          </bdi>
        ) : evidence.length > 0 ? (
          <EvidenceLabels evidence={evidence} between=", " />
        ) : (
          'none yet'
        )}
      </td>
    </tr>
  );
}

function placeText({ category, kind, classification }: Cause, { governance }: Review): string {
  const parts = [boneTitles[category]];
  if (kind === 'condition') parts.push('a condition');
  if (classification !== null) {
    const { class: id, text, component, key } = classification;
    const title = governance.taxonomy.find((each) => each.id === id)?.title ?? id;
    const where = component === null ? '' : ` in ${component}`;
    parts.push(`${title}${text === null ? '' : `: ${text}`}${where}${key === null ? '' : ` (${key})`}`);
  }
  return parts.join(' · ');
}

function scopeText({ is, seen, reason }: NonNullable<Cause['scope']>): string {
  const before = seen.map(({ review, at }) => `${review} (${formatDayText(new Date(at).toISOString().slice(0, 10))})`);
  const seenText = before.length === 0 ? 'not seen before' : `seen before in ${before.join(', ')}`;
  return `${is}, ${seenText}${reason === null ? '' : `; ${reason}`}`;
}

/** [M4.4] Check by check, why a cause counts as validated. */
function Checked({ causes }: { readonly causes: readonly Cause[] }) {
  return causes.map(({ id, text, state }) =>
    state.name === 'validated' ? (
      <Fragment key={id}>
        <h3 className={styles['checked']}>
          Checked: <bdi>{text}</bdi>
        </h3>
        <Table caption={`Checked: ${text}`} columns={[{ name: 'check' }, { name: 'answer' }, { name: 'found' }]}>
          {state.checks.map(({ check, passed, told }) => (
            <tr key={check}>
              <td>{checkTitles[check]}</td>
              <Short>
                <Mark tone={passed ? 'calm' : 'over'} glyph={passed ? '✓' : '×'}>
                  {passed ? 'passed' : 'failed'}
                </Mark>
              </Short>
              <td>{told}</td>
            </tr>
          ))}
        </Table>
      </Fragment>
    ) : null,
  );
}

/** [M4.5] What keeps coming back, and whether the architecture board hears of it. */
function BoardMatters({ review }: Props) {
  return review.boardMatters.map((matter) => (
    <p key={`${matter.class} ${matter.component}`} className={styles['unsupported']}>
      {review.governance.taxonomy.find(({ id }) => id === matter.class)?.title ?? matter.class} in{' '}
      <bdi>{matter.component}</bdi> keeps coming back:{' '}
      {matter.topic === null ? 'not sent to the architecture board' : 'sent to the architecture board'}, because{' '}
      <bdi>{matter.reason}</bdi>
    </p>
  ));
}
