import { useState } from 'react';
import { standingOfToken } from '../../../shared/domain/gate/gate.ts';
import { call } from '../../host/client.ts';
import { GateTokens } from '../../canvas/gate-tokens.tsx';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { OverrideDialog } from './override-dialog.tsx';
import { RevocationList } from './revocation-list.tsx';
import styles from './gate.module.css';

/** Every gate token of the workspace: what holds, what ended, what was revoked; overriding, and lists for the pipelines. */
export function Gate() {
  const workspace = useWorkspace();
  const reviews = useReviews();
  const isReading = useIsReading();
  const now = useNow();
  const [isOverriding, setIsOverriding] = useState(false);
  if (workspace === undefined) return <Loading what="the tokens" />;
  const { tokens, list } = workspace.gate;
  const standing = tokens.map((token) => ({ token, name: standingOfToken(token, now) }));
  const holds = standing.filter(({ name }) => name === 'valid' || name === 'not-yet').map(({ token }) => token);
  const ended = standing.filter(({ name }) => name === 'expired' || name === 'revoked').map(({ token }) => token);
  const span = { zone: workspace.zone, now };
  const rows = { ...span, onRevoke: (token: string, reason: string) => call('gate.revoke', { token, reason }) };
  return (
    <>
      <PageHead
        title="Gate tokens"
        aside={`${holds.length} valid, ${ended.length} ended`}
        lede="A signed file for each release that a pipeline may let through. It is issued on the record’s page, where the review was signed, had a quorum and left nothing open."
        actions={<Button onClick={() => setIsOverriding(true)}>Override a refusal</Button>}
      />
      {tokens.length === 0 &&
        (isReading ? (
          <Loading what="the tokens" />
        ) : (
          <Empty title="No token was issued yet.">
            <p>Open the record of a closed review; its section “Gate token” says what is missing, or issues one.</p>
          </Empty>
        ))}
      {holds.length > 0 && (
        <Section title="Valid">
          <GateTokens tokens={holds} {...rows} />
        </Section>
      )}
      {ended.length > 0 && (
        <Section title="Expired or revoked">
          <GateTokens tokens={ended} {...rows} />
        </Section>
      )}
      <div className={styles['lists']}>
        <Section title="Revocation list">
          <RevocationList list={list} {...span} />
        </Section>
      </div>
      {isOverriding && (
        <OverrideDialog
          reviews={(reviews ?? []).map(({ review }) => review)}
          workspace={workspace}
          onClose={() => setIsOverriding(false)}
        />
      )}
    </>
  );
}
