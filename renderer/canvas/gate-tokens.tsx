import { useState } from 'react';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { standingOfToken, type KeptToken, type TokenStanding } from '../../shared/domain/gate/gate.ts';
import type { Result } from '../../shared/lib/result.ts';
import { routeToHash } from '../state/route.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { formatDayTime } from '../ui/format-time.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { listenForRowKeys } from '../ui/use-row-keys.ts';
import { AskingForm } from './asking-form.tsx';
import styles from './gate-tokens.module.css';

type Revoke = (token: string, reason: string) => Promise<Result<unknown, CallFault>>;

type Props = {
  readonly tokens: readonly KeptToken[];
  readonly zone: string;
  /** Epoch ms. */
  readonly now: number;
  /** Whether the rows stand in a narrow column beside their own review. */
  readonly isBeside?: boolean;
  readonly onRevoke: Revoke;
};

/** Issued tokens, newest first: what each is for, what it is worth now, and the way to its file and to its end. */
export function GateTokens({ tokens, zone, now, isBeside = false, onRevoke }: Props) {
  const [revoking, setRevoking] = useState<KeptToken | null>(null);
  return (
    <>
      <ul ref={listenForRowKeys}>
        {tokens.toReversed().map((token) => {
          const standing = standingOfToken(token, now);
          return (
            <li key={token.id} className={isBeside ? styles['beside'] : styles['row']}>
              <div>
                {!isBeside && (
                  <p className={styles['what']}>
                    <a href={routeToHash({ place: 'record', review: token.review })}>
                      {token.release.replace('@', ' ')}
                    </a>
                  </p>
                )}
                <p className={isBeside ? styles['what'] : undefined}>{kindWords(token)}</p>
                <p className={styles['mono']}>{token.id}</p>
              </div>
              <div className={styles['small']}>
                <p>{boundWords(token)}</p>
                <p>{issuerWords(token)}</p>
                {token.revoked !== null && <p dir="auto">Revoked: {token.revoked.reason}</p>}
              </div>
              <p className={styles['standing']}>
                <Mark tone={tones[standing]}>{standingWords(token, standing, zone)}</Mark>
              </p>
              <p className={styles['acts']}>
                <a href={`/media/gate/${token.id}.json`} download={`${token.id}.json`}>
                  Download
                </a>
                {(standing === 'valid' || standing === 'not-yet') && (
                  <Button data-row onClick={() => setRevoking(token)} aria-label={`Revoke ${token.id}`}>
                    Revoke
                  </Button>
                )}
              </p>
            </li>
          );
        })}
      </ul>
      {revoking !== null && <RevokeDialog token={revoking} onRevoke={onRevoke} onClose={() => setRevoking(null)} />}
    </>
  );
}

type RevokeProps = { readonly token: KeptToken; readonly onRevoke: Revoke; readonly onClose: () => void };

function RevokeDialog({ token, onRevoke, onClose }: RevokeProps) {
  const [reason, setReason] = useState('');
  const revoke = async () => {
    const answer = await onRevoke(token.id, reason);
    if (answer.ok) onClose();
    return answer;
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Revoke this token"
      description={`${token.release.replace('@', ' ')}, ${token.id}. Pipelines hear of it by the next revocation list, not before.`}
    >
      <AskingForm verb="Revoke" busyVerb="Revoking…" isReady={reason.trim() !== ''} onSend={revoke} onClose={onClose}>
        <TextArea label="Why" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
      </AskingForm>
    </Dialog>
  );
}

const tones: { readonly [S in TokenStanding]: Tone } = {
  valid: 'calm',
  'not-yet': 'plain',
  expired: 'plain',
  revoked: 'over',
};

function standingWords(token: KeptToken, standing: TokenStanding, zone: string): string {
  if (standing === 'revoked') return `revoked ${formatDayTime(token.revoked?.at ?? 0, zone)}`;
  if (standing === 'expired') return `expired ${formatDayTime(token.expiresAt, zone)}`;
  if (standing === 'not-yet') return `from ${formatDayTime(token.notBefore, zone)}`;
  return `valid until ${formatDayTime(token.expiresAt, zone)}`;
}

function kindWords(token: KeptToken): string {
  if (token.kind === 'override') return `Override: ${token.reason}`;
  return token.feature === null ? 'For the release' : `Next phase of ${token.feature}`;
}

function boundWords({ artifacts, environment }: KeptToken): string {
  const what =
    artifacts.length === 0 ? 'any artifact' : artifacts.length === 1 ? '1 artifact' : `${artifacts.length} artifacts`;
  return `${what}, ${environment ?? 'no environment by name'}`;
}

const issuerWords = (token: KeptToken): string =>
  token.kind === 'override'
    ? `by ${token.issuers.map(({ member, role }) => `${member} (${role.replaceAll('-', ' ')})`).join(' and ')}`
    : `by ${token.issuer} (${token.role.replaceAll('-', ' ')})`;
