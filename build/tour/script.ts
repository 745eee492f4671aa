import { samplePassphrase } from '../../shared/domain/workspace/sample.ts';

/** What is said and done in one tour: the words differ by data, the way through the screens does not. */
export type TourScript = {
  readonly release: string;
  /** An open draft to go on with; null opens a review of the release. */
  readonly draft: string | null;
  /** What an empty workspace is named. */
  readonly organisation: string;
  /** Who is written into an empty workspace; empty where there is a roster. */
  readonly roster: readonly { readonly code: string; readonly role: string; readonly leads: boolean }[];
  readonly seats: readonly {
    readonly seat: 'release' | 'operations' | 'product';
    readonly accountable: string;
    readonly deputy: string;
  }[];
  readonly facilitator: string;
  /** KPIs that nothing measures yet: mapped to a metric, or waived with a reason. */
  readonly holes: readonly (
    { readonly kpi: string; readonly metric: string } | { readonly kpi: string; readonly reason: string }
  )[];
  /** What would follow from a metric that has no decision rule yet. */
  readonly rule: {
    readonly metric: string;
    readonly threshold: string;
    readonly consequence: string;
    readonly owner: string;
  } | null;
  readonly present: readonly string[];
  readonly facts: readonly { readonly text: string; readonly evidence: RegExp | null }[];
  readonly idea: string;
  readonly causeEvidence: readonly RegExp[];
  readonly cause: {
    /** Named beside the held idea, with a why below it. */
    readonly beside: string;
    readonly why: string;
    /** The title of the root cause's class. */
    readonly class: string;
  };
  readonly parked: string;
  readonly vagueAction: string;
  readonly action: string;
  readonly owner: string;
  readonly criterion: {
    readonly metric: string;
    readonly value: string;
    readonly unit: string;
    readonly window: string;
  };
  readonly summary: string;
  readonly signers: readonly {
    readonly role: string;
    readonly member: string;
    readonly passphrase: string;
    /** Whether the workspace has their key already. */
    readonly key: 'there' | 'made on the spot';
  }[];
};

/** The sample organisation: CI called a rollout finished an hour and a half before the runtime agreed. */
export const sampleScript: TourScript = {
  release: 'search@5.21.0',
  draft: 'r-2026-003',
  organisation: '',
  roster: [],
  seats: [
    { seat: 'release', accountable: 'rel-03', deputy: 'rel-01' },
    { seat: 'operations', accountable: 'ops-04', deputy: 'ops-01' },
    { seat: 'product', accountable: 'prod-01', deputy: 'prod-02' },
  ],
  facilitator: 'eng-04',
  holes: [],
  rule: null,
  present: ['rel-03', 'ops-04', 'prod-01', 'eng-04'],
  facts: [
    { text: '11:22 CI reported 5.21.0 in production as finished.', evidence: /5\.21\.0.*production/s },
    { text: '12:49 The last of 8 instances ran 5.21.0 almost ninety minutes later.', evidence: /runtime|instances/i },
    { text: 'Passengers were shown two different timetables.', evidence: null },
  ],
  idea: 'The rollout waits for a node that nobody drains.',
  causeEvidence: [/runtime|instances/i, /5\.21\.0.*production/s],
  cause: {
    beside: 'The pipeline asks the deployment, not the instances.',
    why: 'No check compares the two.',
    class: 'Deployment process',
  },
  parked: 'Who tells product when a rollout is not complete?',
  vagueAction: 'Better rollout monitoring',
  action: 'Alert when a rollout is not complete after 15 minutes',
  owner: 'ops-04',
  criterion: { metric: 'rollout duration', value: '15', unit: 'min', window: '14 days' },
  summary: 'CI called 5.21.0 finished while old instances still answered; an alert on incomplete rollouts follows.',
  signers: [
    { role: 'facilitator', member: 'eng-04', passphrase: samplePassphrase, key: 'there' },
    { role: 'release-manager', member: 'rel-03', passphrase: samplePassphrase, key: 'there' },
  ],
};

/** Real data: a release tagged minutes before a real configuration failure shows in the CPU series. */
export const realScript = (release: string): TourScript => ({
  release,
  draft: null,
  organisation: 'Real data, dates moved',
  roster: [
    { code: 'rel-01', role: 'release', leads: true },
    { code: 'ops-01', role: 'operations', leads: true },
    { code: 'prod-01', role: 'product', leads: false },
    { code: 'eng-01', role: 'engineering', leads: true },
  ],
  seats: [
    { seat: 'release', accountable: 'rel-01', deputy: '' },
    { seat: 'operations', accountable: 'ops-01', deputy: '' },
    { seat: 'product', accountable: 'prod-01', deputy: '' },
  ],
  facilitator: 'eng-01',
  holes: [
    { kpi: 'Error rate', reason: 'The data has no error counts of this service.' },
    { kpi: 'Latency', reason: 'Nothing measures its latency; a series is to be added.' },
    { kpi: 'Rollbacks', metric: 'deployments' },
  ],
  rule: {
    metric: 'cpu_utilization',
    threshold: '60',
    consequence: 'Take the change of the scaling group back',
    owner: 'ops-01',
  },
  present: ['rel-01', 'ops-01', 'prod-01', 'eng-01'],
  facts: [
    { text: 'The release was put into production.', evidence: /deployment|production/i },
    { text: 'CPU utilisation left its usual range within the hour.', evidence: /cpu/i },
    { text: 'Some customers saw time-outs.', evidence: null },
  ],
  idea: 'The group of instances was configured with the wrong limits.',
  causeEvidence: [/cpu/i],
  cause: {
    beside: 'The alert waits for fifteen minutes above the limit.',
    why: 'It was written for a smaller group.',
    class: 'Capacity',
  },
  parked: 'Who reviews changes of the scaling group?',
  vagueAction: 'Better limits',
  action: 'Check the scaling limits in the pipeline before a rollout',
  owner: 'ops-01',
  criterion: { metric: 'cpu_utilization', value: '60', unit: '%', window: '30 days' },
  summary: 'The CPU series left its range after the release; the limits of the scaling group are checked from now on.',
  signers: [
    { role: 'facilitator', member: 'eng-01', passphrase: 'copper kettle on the stove', key: 'made on the spot' },
    { role: 'release-manager', member: 'rel-01', passphrase: 'eleven geese over the fjord', key: 'made on the spot' },
  ],
});
