import { useMemo } from 'react';
import { defaultWindowMs } from '../../../shared/analysis/incident-links.ts';
import { linksOf } from '../../../shared/analysis/links.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { LinkList } from '../../canvas/link-list.tsx';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { useRows } from '../../store/row-hooks.ts';
import { Empty, Loading } from '../../ui/empty.tsx';

const week = 7 * 86_400_000;

/** Incidents, tickets and flags that belong to a release, how surely, and what a person said of it. */
export function ReleaseLinks({ detail, workspace }: { readonly detail: ReleaseDetail; readonly workspace: Workspace }) {
  const { summary, deployments: own } = detail;
  const times = own.map((row) => row.startedAt);
  const [from, to] = [Math.min(summary.at, ...times) - defaultWindowMs, Math.max(summary.at, ...times) + week];
  const deployments = useRows('deployment', from, to);
  const incidents = useRows('incident', from, to);
  const tickets = useRows('ticket', from, to, summary.service);
  const flags = useRows('flag', from, to, summary.service);
  const links = useMemo(() => {
    if (deployments === undefined || incidents === undefined || tickets === undefined || flags === undefined)
      return undefined;
    const verdicts = workspace.links.map((each) => ({ a: each.from.id, b: each.to.id, verdict: each.verdict }));
    const mine = new Set<string>(own.map((row) => row.id));
    const found = linksOf({ deployments, incidents, tickets, flags, changes: [] }, verdicts);
    return found.filter((each) => mine.has(each.from.id) || mine.has(each.to.id));
  }, [deployments, incidents, tickets, flags, own, workspace.links]);
  if (links === undefined) return <Loading what="what belongs to it" />;
  if (links.length === 0) return <Empty title="No incident, ticket or flag belongs to it." />;
  return <LinkList links={links} settled={workspace.links} />;
}
