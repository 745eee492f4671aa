import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { call } from '../../host/client.ts';
import { downloadBase64, downloadText } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SigningWords } from './sign-words.tsx';
import { OwnRole, ownRoleFault, SignWho } from './sign-who.tsx';
import { ableToSign, displayOf, wordsOfRole } from './signers.ts';
import styles from './sign.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  /** Null for a countersign, whose role is named here. */
  readonly role: string | null;
  readonly onClose: () => void;
};

/** Takes a signing request away: one file for another Hotwash, or a zip for a smart card's tools. */
export function SignAwayDialog({ review, workspace, role: given, onClose }: Props) {
  const [own, setOwn] = useState('auditor');
  const role = given ?? own;
  const able = ableToSign(review, workspace, given ?? 'auditor');
  const [member, setMember] = useState(able[0] ?? '');
  const [made, setMade] = useState<Output<'sign.request'> | null>(null);
  const ask = async () => {
    const answer = await call('sign.request', {
      review: reviewIdSchema.parse(review.id),
      role,
      member: memberIdSchema.parse(member),
    });
    if (answer.ok) setMade(answer.value);
    return answer;
  };
  const title =
    given === null ? 'A request for a countersign' : `A request for the ${wordsOfRole(given).toLowerCase()}`;
  if (made === null)
    return (
      <Dialog
        open
        onClose={onClose}
        title={title}
        description="It travels on a stick to where the signer keeps their key, and its answer comes back here. Nothing in it is secret. When somebody else signs in between, it grows stale: a signature covers those before it."
      >
        <AskingForm
          verb="Make the request"
          busyVerb="Reading the record…"
          isReady={member !== '' && (given !== null || ownRoleFault(own) === undefined)}
          onSend={ask}
          onClose={onClose}
        >
          <SignWho label="Who is to sign" workspace={workspace} able={able} member={member} onMember={setMember} />
          {given === null && <OwnRole role={own} onRole={setOwn} />}
        </AskingForm>
      </Dialog>
    );
  return (
    <Dialog open onClose={onClose} title={title} description="Take one of the two. Both ask for the same signature.">
      <div className={styles['form']}>
        <SigningWords title={review.title} display={displayOf(workspace, member)} words={made.words} />
        <ul className={styles['choices']}>
          <li>
            <Button kind="primary" onClick={() => downloadText(made.name, made.text)}>
              Request as a file
            </Button>
            <p className={styles['small']}>
              for a signer with Hotwash; take the record’s zip along if they want to read it
            </p>
          </li>
          <li>
            <Button onClick={() => downloadBase64(made.zip.name, made.zip.base64, 'application/zip')}>
              Zip for a smart card
            </Button>
            <p className={styles['small']}>
              to-sign.bin, to-sign-manifest.bin, and the commands for openssl and pkcs11-tool
            </p>
          </li>
        </ul>
        <DialogFoot>
          <Button onClick={onClose}>Done</Button>
        </DialogFoot>
      </div>
    </Dialog>
  );
}
