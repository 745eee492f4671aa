import { useState } from 'react';
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { BackTest } from '../../../shared/projections/back-test.ts';
import { routeToHash } from '../../state/route.ts';
import { useBackTest } from '../../store/back-test-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { BackTestMonths } from './back-test-months.tsx';
import { BackTestReleases } from './back-test-releases.tsx';
import styles from './policy.module.css';

type Props = {
  /** Null while the files have faults. */
  readonly policy: Policy | null;
  readonly present: Policy;
  readonly zone: string;
  readonly isCurrent: boolean;
};

/** Tries a rule set on the history that was taken in. */
export function BackTestView({ policy, present, zone, isCurrent }: Props) {
  const { answer, start, cancel } = useBackTest();
  const isRunning = answer?.state === 'reading' || answer?.state === 'judging';
  const [tried, setTried] = useState<string | null>(null);
  // By content: the check makes a policy anew with every letter, also of a comment.
  const rules = policy === null ? null : JSON.stringify(policy);
  return (
    <div className={styles['backTest']}>
      <p className={styles['buttons']}>
        <Button
          disabled={policy === null || !isCurrent || isRunning}
          onClick={() => {
            if (policy === null) return;
            setTried(rules);
            start({ policy, present });
          }}
        >
          Try it on the history
        </Button>
        {isRunning && <Button onClick={cancel}>Cancel</Button>}
        {policy === null && <span className={styles['quiet']}>The files have faults. Mend them first.</span>}
      </p>
      {answer?.state === 'reading' && <Progress label="Reading deployments and incidents" done={null} total={1} />}
      {answer?.state === 'judging' && (
        <Progress
          label="Judging deployments, by these rules and by those in force"
          done={answer.done}
          total={answer.total}
        />
      )}
      {answer?.state === 'failed' && (
        <Refusal
          fault={{
            message: `The history could not be judged: ${answer.message}`,
            satisfy: 'Nothing was changed. Try again.',
          }}
        />
      )}
      {answer?.state === 'done' && tried !== rules && (
        <p role="status">The files say something else since they were tried. Try them again.</p>
      )}
      {answer?.state === 'done' && tried === rules && <Told result={answer.result} zone={zone} />}
    </div>
  );
}

function Told({ result, zone }: { readonly result: BackTest; readonly zone: string }) {
  const { totals, totalsBefore, releases, deployments, months } = result;
  if (releases === 0)
    return (
      <Empty title="No production deployment was taken in yet.">
        <p>Take in deployments under Sources, then there is a history to try rules on.</p>
      </Empty>
    );
  const reviews = totals.full + totals.light + totals.cohort;
  const before = totalsBefore.full + totalsBefore.light + totalsBefore.cohort;
  const perMonth = (count: number): string => (count / Math.max(1, months.length)).toFixed(1);
  return (
    <>
      <p className={styles['verdict']} role="status">
        {countOf(releases, 'release')} in {countOf(deployments, 'production deployment')} would have given{' '}
        {countOf(reviews, 'review')}, {perMonth(reviews)} a month
        {reviews === before
          ? ', as many as by the rules in force.'
          : `; by the rules in force ${before}, ${perMonth(before)} a month.`}
      </p>
      {totals.unjudged > 0 && <Unjudged result={result} />}
      <BackTestMonths result={result} />
      <BackTestReleases result={result} zone={zone} />
    </>
  );
}

/** [M1.3] What a rule asks and nobody knows is never "no review", so the sentence above must not stand alone. */
function Unjudged({ result: { totals, unjudged } }: { readonly result: BackTest }) {
  const missing = [...new Set(unjudged.flatMap((each) => (each.missing === null ? [] : [each.missing])))];
  const shown = missing.slice(0, 4).join(', ');
  return (
    <Mark tone="warn">
      {countOf(totals.unjudged, 'release')} cannot be judged: {shown}
      {missing.length > 4 && ` and ${missing.length - 4} more fields`} {missing.length === 1 ? 'is' : 'are'} not known.{' '}
      {missing.includes('criticality') ? (
        <a href={routeToHash({ place: 'catalogue' })}>Enter the services in the catalogue</a>
      ) : (
        'Bring in data that say it, or ask for something else.'
      )}
    </Mark>
  );
}
