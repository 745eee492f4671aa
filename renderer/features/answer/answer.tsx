import { useWorkspace } from '../../store/workspace-hooks.ts';
import { TextFiles } from '../../canvas/text-files.tsx';
import { Loading } from '../../ui/empty.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { AnswerForm } from './answer-form.tsx';
import { OwnKey } from './own-key.tsx';
import { useQuestions } from './use-answer.ts';
import styles from './answer.module.css';

/** Answering a review that is held elsewhere: a file of questions comes in, a signed answer goes out. */
export function Answer() {
  const workspace = useWorkspace();
  const { opened, fault, isReading, setFault, open, close } = useQuestions();
  if (workspace === undefined || isReading) return <Loading what="the questions" />;
  if (opened !== null) return <AnswerForm key={opened.text} opened={opened} workspace={workspace} onClose={close} />;
  return (
    <>
      <PageHead
        title="Answer a review"
        lede="A review elsewhere asks you, without a meeting. Open the file of questions you were sent, answer here with no connection, and send the signed file back."
      />
      <Section title="Questions">
        <div className={styles['stack']}>
          <TextFiles
            label="Questions of a review"
            verb="Open the questions"
            kind="primary"
            hint="the file you were sent, asking-….json; or drop it here"
            accept=".json,application/json"
            onTexts={([given], [unread]) => {
              if (given !== undefined) open(given.text);
              else setFault(unread ?? null);
            }}
          />
          {fault !== null && <Refusal fault={fault} />}
        </div>
      </Section>
      <Section title="My public key" note="whoever asks you needs it once, to check your signature">
        <OwnKey workspace={workspace} />
      </Section>
    </>
  );
}
