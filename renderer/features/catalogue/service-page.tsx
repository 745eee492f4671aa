import { useMemo, useState } from 'react';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { readCatalogue, type CatalogueEntry } from '../../../shared/projections/catalogue.ts';
import { routeToHash } from '../../state/route.ts';
import { useRows } from '../../store/row-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { ServiceAside } from './service-aside.tsx';
import { ServiceKpis } from './service-kpis.tsx';
import { ServiceRules } from './service-rules.tsx';

/** One service: what measures it, what would follow, what it needs and promises. */
export function ServicePage({ service }: { readonly service: string }) {
  const workspace = useWorkspace();
  const components = useRows('component', 0, 0);
  const entries = useMemo(
    () => (workspace === undefined || components === undefined ? undefined : readCatalogue(workspace, components)),
    [workspace, components],
  );
  if (workspace === undefined || entries === undefined) return <Loading what="the service" />;
  const entry = entries.find((each) => each.id === service);
  if (entry === undefined)
    return (
      <Empty title={`Nothing is known of ${service}.`}>
        <p>
          It may be named by another service without standing in a catalogue itself.{' '}
          <a href={routeToHash({ place: 'catalogue' })}>All services</a>
        </p>
      </Empty>
    );
  return <Page entry={entry} entries={entries} workspace={workspace} />;
}

type Props = {
  readonly entry: CatalogueEntry;
  readonly entries: readonly CatalogueEntry[];
  readonly workspace: Workspace;
};

function Page({ entry, entries, workspace }: Props) {
  const [isRegistering, setIsRegistering] = useState(false);
  const isRegistered = entry.standing === 'registered';
  const owner = findMember(workspace, entry.owner)?.display ?? entry.owner;
  return (
    <>
      <PageHead
        eyebrow={`Service${entry.tier === null ? '' : ` · ${entry.tier} tier`}`}
        title={entry.title}
        aside={entry.id}
        lede={[
          owner === '' ? 'Nobody is named as its owner.' : `${owner} answers for it.`,
          entry.system === null ? '' : ` Part of ${entry.system}.`,
        ].join('')}
        actions={
          !isRegistered && (
            <Button kind="primary" onClick={() => setIsRegistering(true)}>
              Register it for reviews
            </Button>
          )
        }
      />
      <Columns aside={<ServiceAside entry={entry} entries={entries} zone={workspace.zone} />}>
        {isRegistered ? (
          <>
            <Section title="What measures it" note="reviews need an error rate, a latency and rollbacks">
              <ServiceKpis service={entry.id} workspace={workspace} />
            </Section>
            <Section title="What would follow" note="a metric that nothing follows from goes to the appendix">
              <ServiceRules service={entry.id} workspace={workspace} />
            </Section>
          </>
        ) : (
          <Empty title="It is known from an imported catalogue only.">
            <p>Register it, and reviews can be held about it: then it has an owner of the roster, KPIs and rules.</p>
          </Empty>
        )}
      </Columns>
      {isRegistering && <RegisterDialog entry={entry} workspace={workspace} onClose={() => setIsRegistering(false)} />}
    </>
  );
}
