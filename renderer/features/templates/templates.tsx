import { useState } from 'react';
import type { TemplateEntry } from '../../../shared/contract/template-procedures.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { go, routeToHash } from '../../state/route.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Figure, Short, Table } from '../../ui/table.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { newTemplate } from './new-template.ts';
import { tiersOf, useTemplates } from './use-templates.ts';
import styles from './templates.module.css';

/** What reviews are opened with: the templates that came with Hotwash, and the workspace's own. */
export function Templates() {
  const workspace = useWorkspace();
  const asked = useTemplates();
  const [isWriting, setIsWriting] = useState(false);
  if (isWriting)
    return (
      <>
        <PageHead eyebrow="Templates" title="A template of your own" />
        <TemplateEditor
          begin={newTemplate}
          replaces={null}
          onLeave={() => setIsWriting(false)}
          onKept={(id) => go({ place: 'template', origin: 'own', template: id })}
        />
      </>
    );
  return (
    <>
      <PageHead
        title="Templates"
        lede="A template gives a review its agenda, its ground rules, the questions to ask and the fields to fill in. A review keeps the hash of the one it was opened with."
        actions={
          <Button kind="primary" onClick={() => setIsWriting(true)}>
            Write a template
          </Button>
        }
      />
      {asked.state === 'asking' && <Loading what="the templates" />}
      {asked.state === 'refused' && <Refusal fault={asked.fault} />}
      {asked.state === 'there' && workspace !== undefined && (
        <>
          <Section title="Of this workspace" note="files in its folder “templates”">
            <OwnTemplates entries={asked.value.filter((each) => each.origin === 'own')} workspace={workspace} />
          </Section>
          <Section title="That came with Hotwash">
            <TemplateTable
              caption="Templates that came with Hotwash"
              entries={asked.value.filter((each) => each.origin === 'shipped')}
              workspace={workspace}
            />
          </Section>
        </>
      )}
    </>
  );
}

type ListProps = { readonly entries: readonly TemplateEntry[]; readonly workspace: Workspace };

function OwnTemplates({ entries, workspace }: ListProps) {
  if (entries.length === 0)
    return (
      <Empty title="The workspace has no template of its own.">
        <p>Write one, or open one of those below and change a copy of it.</p>
      </Empty>
    );
  return <TemplateTable caption="Templates of this workspace" entries={entries} workspace={workspace} />;
}

const columns = [
  { name: 'title' },
  { name: 'id' },
  { name: 'used for' },
  { name: 'min', numeric: true },
  { name: 'version' },
  { name: 'sha-256' },
];

function TemplateTable({ caption, entries, workspace }: ListProps & { readonly caption: string }) {
  return (
    <Table caption={caption} columns={columns}>
      {entries.map((entry) => (
        <tr key={`${entry.origin} ${entry.id} ${entry.sha256}`}>
          <td>
            <a href={routeToHash({ place: 'template', origin: entry.origin, template: entry.id })}>
              {entry.title || 'without a name'}
            </a>
            {entry.fault !== null && (
              <p className={styles['fault']}>
                ! {entry.fault.line}:{entry.fault.column} {entry.fault.message} It opens no review until it is mended.
              </p>
            )}
          </td>
          <Short>{entry.id}</Short>
          <td>{usedFor(entry, workspace)}</td>
          <Figure>{entry.fault === null ? entry.minutes : '–'}</Figure>
          <Short>{entry.version}</Short>
          <td className={styles['hash']}>{entry.sha256.slice(0, 12)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** The policy says by name which template a tier uses; what a template says of itself is only what it is meant for. */
function usedFor(entry: TemplateEntry, workspace: Workspace): string {
  const tiers = tiersOf(entry.id, workspace);
  if (tiers.length > 0) return tiers.map((tier) => `${tier} reviews`).join(', ');
  return entry.tier === '' ? '' : `none now; made for ${entry.tier}`;
}
