import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { faultInSaid } from '../../../shared/domain/packet/said-fault.ts';
import { wordingOptions } from '../../../shared/domain/wording/blameless.ts';
import { samplePassphrase } from '../../../shared/domain/workspace/sample.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { KeyWords } from '../../canvas/key-words.tsx';
import { MakeKey } from '../../canvas/make-key.tsx';
import { call } from '../../host/client.ts';
import { downloadText } from '../../state/download-text.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { Draft } from '../../../shared/domain/packet/draft.ts';
import type { Opened } from './use-answer.ts';
import styles from './answer.module.css';

type Signed = Output<'answer.sign'>;

type Props = {
  readonly opened: Opened;
  readonly workspace: Workspace;
  readonly draft: Draft;
  readonly onAuthor: (author: string) => void;
  readonly onSigned: (author: string, revision: number) => void;
};

/** Signs what was written with its author's key and gives the file out. */
export function SignAnswer({ opened: { asking, text }, workspace, draft, onAuthor, onSigned }: Props) {
  const [signed, setSigned] = useState<Signed | null>(null);
  const mine = asking.reviewers.find((id) => id === workspace.me);
  const author = asking.reviewers.find((id) => id === draft.author) ?? mine ?? null;
  const key = workspace.keys.findLast((each) => each.member === author);
  const before = author === null ? 0 : (draft.signed[author] ?? 0);
  return (
    <Section title="Sign it">
      <div className={styles['stack']}>
        <SelectField label="You are" value={author ?? ''} onChange={(event) => onAuthor(event.target.value)}>
          {author === null && <option value="">choose whom you were asked as</option>}
          {asking.reviewers.map((id) => (
            <option key={id} value={id}>
              {[findMember(workspace, id)?.display, id].filter((each) => each !== undefined).join(' · ')}
            </option>
          ))}
        </SelectField>
        {author !== null && findMember(workspace, author) === undefined && (
          <p>
            <Mark tone="warn">{author} is not in this machine’s roster.</Mark> Add yourself with this code under{' '}
            <a href={routeToHash({ place: 'home' })}>Today, Roster</a>; what you wrote is kept.
          </p>
        )}
        {author !== null && findMember(workspace, author) !== undefined && key === undefined && (
          <MakeKey key={author} member={author} onMade={() => undefined} />
        )}
        {author !== null && key !== undefined && (
          <SignForm
            key={author}
            asking={asking}
            questions={text}
            author={author}
            workspace={workspace}
            draft={draft}
            before={before}
            onSigned={(answer) => {
              setSigned(answer);
              onSigned(author, answer.revision);
              downloadText(answer.name, answer.text);
            }}
          />
        )}
        {signed !== null && <Next signed={signed} words={key?.words ?? []} />}
      </div>
    </Section>
  );
}

type FormProps = {
  readonly asking: Opened['asking'];
  readonly questions: string;
  readonly author: string;
  readonly workspace: Workspace;
  readonly draft: Draft;
  /** Highest revision signed here before, 0 for none. */
  readonly before: number;
  readonly onSigned: (signed: Signed) => void;
};

function SignForm({ asking, questions, author, workspace, draft, before, onSigned }: FormProps) {
  const now = useNow();
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const said = draft.said.filter((each) => each.kind === 'agree' || each.text.trim() !== '');
  const options = wordingOptions({ governance: { wording: asking.wording } });
  const blame = faultInSaid(said, asking.phase, { roster: workspace.members, options }, now);
  const isReady = passphrase !== '' && said.length > 0 && blame === undefined;
  const sign = async () => {
    setIsBusy(true);
    const member = memberIdSchema.parse(author);
    const answer = await call('answer.sign', { asking: questions, author: member, passphrase, signed: before, said });
    setIsBusy(false);
    setFault(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setPassphrase('');
    onSigned(answer.value);
  };
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void sign();
      }}
    >
      {before > 0 && (
        <p className={styles['quiet']}>
          You signed revision {before} before. What it says stays said; of the same thing, the later words stand.
        </p>
      )}
      <TextField
        label="Passphrase of your key"
        type="password"
        autoComplete="current-password"
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
        {...(workspace.sample && { hint: `Keys that came with the sample open with: ${samplePassphrase}` })}
      />
      {blame !== undefined && <Refusal fault={blame} />}
      {fault !== null && <Refusal fault={fault} />}
      <p>
        <Button kind="primary" type="submit" disabled={!isReady || isBusy}>
          {isBusy
            ? 'Signing…'
            : said.length === 0
              ? 'Nothing to sign yet'
              : `Sign ${countOf(said.length, 'statement')}`}
        </Button>
      </p>
    </form>
  );
}

/** What to do with the file, and the words that prove the key. */
function Next({ signed, words }: { readonly signed: Signed; readonly words: readonly string[] }) {
  return (
    <div className={styles['next']} role="status">
      <p>
        <Mark tone="calm">Signed, revision {signed.revision}.</Mark>
      </p>
      <p>
        Send <span className={styles['file']}>{signed.name}</span> to whoever asked you. If it is your first answer to
        them, send your public key along and read these words to them when they call:
      </p>
      <KeyWords fingerprint={signed.fingerprint} words={words} />
      <p>
        <Button kind="quiet" onClick={() => downloadText(signed.name, signed.text)}>
          The file once more
        </Button>
      </p>
    </div>
  );
}
