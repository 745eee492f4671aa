import { useMemo, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { readTemplate } from '../../../shared/templates/read-template.ts';
import { totalMinutes } from '../../../shared/templates/front-rules.ts';
import { call } from '../../host/client.ts';
import { go, routeToHash } from '../../state/route.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { FaultList } from './fault-list.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { TemplateView } from './template-view.tsx';
import { tiersOf, useTemplateText } from './use-templates.ts';
import styles from './templates.module.css';

type Props = { readonly id: string; readonly origin: 'shipped' | 'own' };

/** One template: what a review gets from it, and its text to be changed. */
export function TemplatePage({ id, origin }: Props) {
  const [shown, setShown] = useState(0);
  return <LoadedTemplate key={shown} id={id} origin={origin} onChanged={() => setShown(shown + 1)} />;
}

function LoadedTemplate({ id, origin, onChanged }: Props & { readonly onChanged: () => void }) {
  const asked = useTemplateText(id, origin);
  switch (asked.state) {
    case 'asking':
      return <Loading what="the template" />;
    case 'refused':
      return (
        <Empty title={asked.fault.message}>
          <ButtonLink href={routeToHash({ place: 'templates' })}>To the templates</ButtonLink>
        </Empty>
      );
    case 'there':
      return <OneTemplate id={id} origin={origin} {...asked.value} onChanged={onChanged} />;
  }
}

type OneProps = Props & { readonly text: string; readonly sha256: string; readonly onChanged: () => void };

function OneTemplate({ id, origin, text, sha256, onChanged }: OneProps) {
  const workspace = useWorkspace();
  const read = useMemo(() => readTemplate(text), [text]);
  const [doing, setDoing] = useState<'looking' | 'writing' | 'removing'>('looking');
  const tiers = workspace === undefined ? [] : tiersOf(id, workspace);
  const title = read.ok ? read.value.title : id;
  const kept = (savedAs: string) => {
    if (origin === 'own' && savedAs === id) onChanged();
    else go({ place: 'template', origin: 'own', template: savedAs });
  };
  return (
    <>
      <PageHead
        eyebrow={<a href={routeToHash({ place: 'templates' })}>Templates</a>}
        title={title}
        lede={
          <>
            {origin === 'shipped' ? 'Came with Hotwash' : 'Of this workspace'} · {id}
            {read.ok && ` · version ${read.value.version} · ${totalMinutes(read.value.agenda)} min`}
            {tiers.length > 0 && ` · used for ${tiers.join(' and ')} reviews`} ·{' '}
            <span className={styles['hash']}>sha-256 {sha256.slice(0, 12)}</span>
          </>
        }
        actions={
          doing === 'looking' && (
            <>
              {origin === 'own' && (
                <Button kind="quiet" onClick={() => setDoing('removing')}>
                  Remove
                </Button>
              )}
              <Button onClick={() => setDoing('writing')}>{origin === 'own' ? 'Edit' : 'Change a copy'}</Button>
            </>
          )
        }
      />
      {doing === 'writing' && (
        <TemplateEditor
          begin={origin === 'own' ? text : asCopy(text, id)}
          replaces={origin === 'own' ? id : null}
          onLeave={() => setDoing('looking')}
          onKept={kept}
        />
      )}
      {doing !== 'writing' && read.ok && <TemplateView template={read.value} origin={origin} />}
      {doing !== 'writing' && !read.ok && (
        <>
          <p>It opens no review until it is mended. Nothing in it was run.</p>
          <FaultList faults={read.error} />
        </>
      )}
      {doing === 'removing' && (
        <RemoveDialog id={id} title={title} isUsed={tiers.length > 0} onClose={() => setDoing('looking')} />
      )}
    </>
  );
}

/** A copy under a name of its own, so that the shipped one stays what it is. */
const asCopy = (text: string, id: string): string => text.replace(new RegExp(`^id: ${id}$`, 'm'), `id: our-${id}`);

type RemoveProps = {
  readonly id: string;
  readonly title: string;
  readonly isUsed: boolean;
  readonly onClose: () => void;
};

function RemoveDialog({ id, title, isUsed, onClose }: RemoveProps) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const remove = async () => {
    const answer = await call('template.remove', { id });
    if (answer.ok) go({ place: 'templates' });
    else setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove “${title}”?`}
      description={
        isUsed
          ? 'The policy names it: reviews of its tier cannot be opened without it. Reviews that were opened with it keep what they were given.'
          : 'Reviews that were opened with it keep what they were given.'
      }
    >
      {fault !== null && <Refusal fault={fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="primary" onClick={() => void remove()}>
          Remove it
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
