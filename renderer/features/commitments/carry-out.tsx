import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { ActionReading } from '../../../shared/projections/actions-board.ts';
import { boardCsv, githubMarkdown, jiraCsv } from '../../../shared/projections/actions-export.ts';
import { actionsIcs } from '../../../shared/projections/actions-ics.ts';
import { downloadText } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import styles from './commitments.module.css';

type Props = {
  /** What the filter leaves. */
  readonly readings: readonly ActionReading[];
  readonly reviews: readonly Review[];
  readonly workspace: Workspace;
};

/** Takes the items to where other people work. Made in the page, so it works with no network. */
export function CarryOut({ readings, reviews, workspace }: Props) {
  const ways: readonly (readonly [string, string, string, () => string])[] = [
    ['CSV', 'what is shown, each with its state', 'commitments.csv', () => boardCsv(readings)],
    [
      'Jira',
      'open commitments for its CSV import; dates are yyyy-MM-dd',
      'commitments-jira.csv',
      () => jiraCsv(readings),
    ],
    ['GitHub', 'open commitments as issues with front matter', 'commitments-github.md', () => githubMarkdown(readings)],
    ['Calendar', 'every commitment as a task', 'commitments.ics', () => actionsIcs(reviews, workspace, Date.now())],
  ];
  return (
    <Popover trigger="As a file" label="Take the commitments out as a file" title="As a file">
      <ul className={styles['ways']}>
        {ways.map(([name, what, file, make]) => (
          <li key={name}>
            <Button onClick={() => downloadText(file, make(), 'text/plain;charset=utf-8')}>{name}</Button>
            <span className={styles['small']}>{what}</span>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
