import type { Asking, Said } from '../../../shared/domain/packet/packet.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Agreement } from './agreement.tsx';
import { Asked } from './asked.tsx';
import { withoutSaid, withSaid } from '../../../shared/domain/packet/draft.ts';
import { Composer } from './composer.tsx';
import { SaidList } from './said-list.tsx';
import { SignAnswer } from './sign-answer.tsx';
import { useDraft, type Opened } from './use-answer.ts';
import styles from './answer.module.css';

type Props = { readonly opened: Opened; readonly workspace: Workspace; readonly onClose: () => void };

const asks: { readonly [P in Asking['phase']]: string } = {
  facts: 'What happened, and do you agree on it?',
  causes: 'What made it possible?',
  actions: 'What could be done?',
};

/** The questions of one round and the answer to them, until it is signed. */
export function AnswerForm({ opened, workspace, onClose }: Props) {
  const { asking } = opened;
  const [draft, change] = useDraft(asking);
  const put = (said: Said) => change((before) => ({ ...before, said: withSaid(before.said, said) }));
  const drop = (said: Said) => change((before) => ({ ...before, said: withoutSaid(before.said, said) }));
  return (
    <>
      <PageHead
        eyebrow={`Answer · ${asking.review} · ${asking.phase}`}
        title={asking.title}
        lede={
          <>
            <p>
              {asking.organisation} asks: {asks[asking.phase]}
            </p>
            <Deadline asking={asking} here={workspace.zone} />
          </>
        }
        actions={<Button onClick={onClose}>Other questions</Button>}
      />
      <Columns
        aside={
          <SignAnswer
            opened={opened}
            workspace={workspace}
            draft={draft}
            onAuthor={(author) => change((before) => ({ ...before, author }))}
            onSigned={(author, revision) =>
              change((before) => ({ ...before, signed: { ...before.signed, [author]: revision } }))
            }
          />
        }
      >
        <Asked asking={asking} said={draft.said} onSay={put} />
        {asking.phase === 'facts' && <Agreement said={draft.said} onSay={put} />}
        <Section title="Say something new">
          <Composer asking={asking} onSay={put} />
        </Section>
        <Section title="Your answer so far" note="kept on this machine until you sign it, and after">
          <SaidList asking={asking} said={draft.said} onSay={put} onDrop={drop} />
        </Section>
      </Columns>
    </>
  );
}

/** The deadline where the review is and where this machine is; said first where it has passed. */
function Deadline({ asking, here }: { readonly asking: Asking; readonly here: string }) {
  const now = useNow();
  const { deadline, zone } = asking;
  const there = `${formatDayTime(deadline, zone)} ${zone}`;
  const also = here === zone ? '' : `, ${formatDayTime(deadline, here)} ${here}`;
  return (
    <p className={styles['deadline']} role={deadline <= now ? 'alert' : undefined}>
      {deadline <= now ? (
        <Mark tone="over">
          The deadline passed {formatSpan(now - deadline)} ago: {there}
          {also}. Unless it was prolonged, an answer is kept, says it is late, and counts for nothing. Ask before you
          write.
        </Mark>
      ) : (
        <>
          Answers count until {there}
          {also}, in {formatSpan(deadline - now)}.
        </>
      )}
    </p>
  );
}
