import { escalationTargets, type Ladder, type Policy } from '../../../shared/domain/policy/policy.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText } from '../../ui/format-time.ts';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { CauseClasses } from './cause-classes.tsx';
import { conditionWords, sprintWords, tierRows, workingWords } from './policy-words.ts';
import styles from './policy.module.css';

/** A policy in words: what it asks, when, who is asked next, how long things are kept. */
export function InForce({ policy, zone }: { readonly policy: Policy; readonly zone: string }) {
  const { tiers, triggers, calendar, escalation, retention, rota, wording } = policy;
  return (
    <>
      <Section title="What a review asks">
        <Table
          caption="What a review asks, by tier"
          columns={[{ name: 'Of' }, { name: 'a light review' }, { name: 'a full review' }]}
        >
          {tierRows.map(({ name, of }) => (
            <tr key={name}>
              <td className={styles['quiet']}>{name}</td>
              <td>{of(tiers.light)}</td>
              <td>{of(tiers.full)}</td>
            </tr>
          ))}
        </Table>
      </Section>
      <Section title="Which deployments are reviewed" note="The strictest rule that matches decides">
        {triggers.length === 0 && <p>None by itself: there is no rule.</p>}
        <ul className={styles['rules']}>
          {triggers.map(({ id, when, tier, because }) => (
            <li key={id} className={styles['rule']}>
              <span className={styles['id']}>{id}</span>
              <span className={styles['tier']}>{tier}</span>
              <span>
                when {when.map(conditionWords).join(' and ')}
                <span className={styles['because']} dir="auto">
                  {because}
                </span>
              </span>
            </li>
          ))}
        </ul>
        <p className={styles['after']}>
          A service with more than {countOf(policy.cohortAbovePerDay, 'production deployment')} in a day is reviewed
          once a day.
        </p>
      </Section>
      <Section title="When">
        <dl className={styles['pairs']}>
          <Pair name="Working days">{workingWords(calendar)}</Pair>
          <Pair name="No review on">
            {calendar.blackouts.length === 0
              ? 'no day is closed'
              : calendar.blackouts.map(({ from, to, name }) => (
                  <span key={`${from} ${to} ${name}`} className={styles['line']}>
                    {from === to ? formatDayText(from) : `${formatDayText(from)} to ${formatDayText(to)}`}: {name}
                  </span>
                ))}
          </Pair>
          <Pair name="Sprints">{sprintWords(calendar)}</Pair>
        </dl>
      </Section>
      <Section title="Who is asked, and who next">
        <ul className={styles['ladders']}>
          {laddersOf(escalation).map(([name, ladder]) => (
            <li key={name}>
              <LadderLine
                name={name}
                ladder={ladder}
                targets={escalationTargets.filter((target) => escalation.targets[target] === name && target !== name)}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What is kept, and for how long">
        <dl className={styles['pairs']}>
          <Pair name="Records">{countOf(retention.recordYears, 'year')}</Pair>
          <Pair name="Recordings">
            {retention.recordingDays === 0 ? 'not at all' : countOf(retention.recordingDays, 'day')}
          </Pair>
          <Pair name="Transcripts">
            {retention.transcriptDays === undefined ? 'as long as records' : countOf(retention.transcriptDays, 'day')}
          </Pair>
          <Pair name="Turns of the rota">{countOf(rota.rememberWeeks, 'week')}</Pair>
        </dl>
      </Section>
      <CauseClasses policy={policy} zone={zone} />
      <Section title="Wording">
        <dl className={styles['pairs']}>
          <Pair name="Our role nouns">{wording.extraRoles.join(', ') || 'none of our own'}</Pair>
          <Pair name="Allowed here">{wording.allowed.join(', ') || 'nothing'}</Pair>
          <Pair name="Rules that are off">{wording.off.join(', ') || 'none'}</Pair>
        </dl>
      </Section>
    </>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles['pair']}>
      <dt className={styles['quiet']}>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

type LadderProps = { readonly name: string; readonly ladder: Ladder; readonly targets: readonly string[] };

/** A ladder as a line: each rung with the time it has to answer, then where it goes on. */
function LadderLine({ name, ladder, targets }: LadderProps) {
  return (
    <div className={styles['ladder']}>
      <p className={styles['ladderName']}>
        {name}
        {targets.length > 0 && <span className={styles['quiet']}> also for {targets.join(', ')}</span>}
      </p>
      <ol className={styles['rungs']}>
        {ladder.rungs.map(({ to, withinHours }, index) => (
          <li key={`${index} ${to}`} className={styles['rung']}>
            <span dir="auto">{to}</span>
            <span className={styles['quiet']}>{hoursText(withinHours)}</span>
          </li>
        ))}
        <li className={styles['rung']} data-end>
          <span className={styles['quiet']}>{ladder.next === null ? 'ends here' : `then ${ladder.next}`}</span>
        </li>
      </ol>
    </div>
  );
}

/** The ladders that targets name first, in the targets' order. */
function laddersOf({ targets, ladders }: Policy['escalation']): readonly (readonly [string, Ladder])[] {
  const named = escalationTargets.map((target) => targets[target]);
  const rank = (name: string): number => (named.includes(name) ? named.indexOf(name) : named.length);
  return Object.entries(ladders).toSorted(([a], [b]) => rank(a) - rank(b));
}

const hoursText = (hours: number): string =>
  hours >= 48 && hours % 24 === 0 ? countOf(hours / 24, 'day') : countOf(hours, 'hour');
