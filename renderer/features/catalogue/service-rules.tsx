import { useState } from 'react';
import type { ServiceId } from '../../../shared/domain/ids.ts';
import { ruleOf, type MetricRule } from '../../../shared/domain/kpi/metric-rule.ts';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { uncitedMetrics } from '../../../shared/projections/cited-metrics.ts';
import { routeToHash } from '../../state/route.ts';
import { useSeriesOf } from '../../store/release-hooks.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { formatQuantity } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Short, Table } from '../../ui/table.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import styles from './catalogue.module.css';

type Props = { readonly service: string; readonly workspace: Workspace };

const columns = [{ name: 'metric' }, { name: 'what we would do' }, { name: 'owner' }, { name: 'change', hidden: true }];

/** [M2.6] What would follow from each metric, and who answers; what reviews never cite is proposed for removal. */
export function ServiceRules({ service, workspace }: Props) {
  const series = useSeriesOf(service as ServiceId);
  const reviews = useReviews();
  const [ruling, setRuling] = useState<RowOf<'series'> | null>(null);
  if (series === undefined) return <Loading what="its metrics" />;
  if (series.length === 0)
    return (
      <Empty title="No metric of it was taken in.">
        <p>
          Take in its metrics under <a href={routeToHash({ place: 'sources' })}>Sources</a>; each then gets a rule here.
        </p>
      </Empty>
    );
  const uncited = uncitedMetrics(
    (reviews ?? []).map(({ review }) => review),
    service,
  );
  const metrics = series.filter((row, place) => series.findIndex((each) => each.metric === row.metric) === place);
  return (
    <>
      <Table caption="Decision rules" columns={columns}>
        {metrics
          .toSorted((a, b) => (a.metric < b.metric ? -1 : 1))
          .map((row) => {
            const rule = ruleOf(workspace.metricRules, workspace.members, service, row.metric);
            return (
              <tr key={row.metric}>
                <td>
                  <a href={routeToHash({ place: 'series', series: row.series, from: null, to: null })}>{row.metric}</a>
                  {uncited.includes(row.metric) && (
                    <p className={styles['quiet']}>
                      <Mark tone="warn">not cited in 6 reviews: removal is proposed</Mark>
                    </p>
                  )}
                </td>
                <td dir="auto">{rule === undefined ? <NoRule /> : ruleText(rule, row.unit)}</td>
                <Short>{rule === undefined ? '–' : (findMember(workspace, rule.owner)?.display ?? rule.owner)}</Short>
                <Short>
                  <Button
                    kind="quiet"
                    onClick={() => setRuling(row)}
                    aria-label={`${rule === undefined ? 'Give it a rule:' : 'Change the rule of'} ${row.metric}`}
                  >
                    {rule === undefined ? 'give it a rule' : 'change'}
                  </Button>
                </Short>
              </tr>
            );
          })}
      </Table>
      {ruling !== null && (
        <RuleDialog
          row={ruling}
          rule={ruleOf(workspace.metricRules, workspace.members, service, ruling.metric)}
          workspace={workspace}
          onClose={() => setRuling(null)}
        />
      )}
    </>
  );
}

const NoRule = () => <span className={styles['quiet']}>nothing: it goes to the appendix</span>;

const ruleText = ({ comparator, threshold, consequence }: MetricRule, unit: string): string =>
  `${comparator} ${formatQuantity(threshold, unit)}: ${consequence}`;
