import { z } from 'zod';
import { memberRoles, type MemberRole } from '../member-role.ts';
import { memberIdSchema, serviceIdSchema } from '../ids.ts';
import { frozenBaselineSchema, type FrozenBaseline } from '../kpi/frozen-baseline.ts';
import { kpiMappingSchema, kpiUnmappingSchema, withMapping, type KpiMapping } from '../kpi/kpi-map.ts';
import { metricRuleSchema, withRule, type MetricRule } from '../kpi/metric-rule.ts';
import {
  courierTakenSchema,
  courierTrustedSchema,
  withOrigin,
  withTaken,
  type CourierOrigin,
} from '../release/courier.ts';
import { settledLinkSchema, withSettled, type SettledLink } from '../release/settled-link.ts';
import {
  noAutomaticStart,
  triggerEventSchemas,
  withJudged,
  withSwitch,
  type AutomaticStart,
} from '../trigger/automatic-start.ts';
import { actionChangeSchemas, isActionChange, type ActionChange } from '../action/action-changes.ts';
import {
  escalationEventSchemas,
  evolveEscalations,
  isEscalationEvent,
  type Escalation,
} from '../escalation/escalation.ts';
import {
  evolvePredictions,
  isPredictionEvent,
  predictionEventSchemas,
  type SealedPrediction,
} from '../prediction/sealed-prediction.ts';
import { evolveGate, gateEventSchemas, isGateEvent, noGate, type GateState } from '../gate/gate.ts';
import { policyAdoptedSchema, type AdoptedPolicy } from '../policy/adopted-policy.ts';
import { memberPlacedSchema, type Placements } from '../calendar/placement.ts';
import { rotaSkippedSchema, type RotaSkip } from '../rota/rota-skip.ts';
import {
  evolveRetention,
  isRetentionEvent,
  noRetention,
  retentionEventSchemas,
  type RetentionState,
} from '../retention/retention.ts';
import { evolveRoster, isRosterEvent, rosterEventSchemas, type PublishedRoster } from './roster-keys.ts';
import {
  mappingSavedSchema,
  sourceAddedSchema,
  sourceChangedSchema,
  sourceRemovedSchema,
  withMappingSaved,
  withSource,
  withSourceChanged,
  type ConfiguredSource,
  type SavedMapping,
} from './sources.ts';

/** One person of the roster, by code. Records carry the code and the display text, never more. */
export type Member = {
  readonly id: string;
  readonly display: string;
  readonly role: MemberRole;
  /** May facilitate. */
  readonly leads: boolean;
  readonly active: boolean;
};

export type Service = {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly tier: 'critical' | 'standard' | 'low';
  readonly dependsOn: readonly string[];
};

/** A public key a member signs with. The private half is an age file that only its passphrase opens. */
export type PublicKey = {
  readonly member: string;
  readonly fingerprint: string;
  readonly publicPem: string;
  readonly words: readonly string[];
  /** Epoch ms, inclusive and exclusive; what the key signed outside of them counts for nothing. */
  readonly validFrom: number;
  readonly validUntil: number | null;
  /** From when on (epoch ms) the key counts for nothing, and why. */
  readonly revokedAt: number | null;
  readonly revokedFor: string | null;
};

export type Workspace = {
  readonly id: string;
  readonly name: string;
  readonly sample: boolean;
  readonly zone: string;
  /** Of the published roster; 0 where none was published. */
  readonly rosterVersion: number;
  /** Every published version of the roster, oldest first. */
  readonly rosters: readonly PublishedRoster[];
  readonly members: readonly Member[];
  readonly services: readonly Service[];
  readonly keys: readonly PublicKey[];
  /** Who sits at this machine. */
  readonly me: string | null;
  /** What became of action items after their review, oldest first. */
  readonly actionChanges: readonly ActionChange[];
  /** Issues that were handed to somebody outside of their review (M1.6). */
  readonly escalations: readonly Escalation[];
  /** Which metric measures what (M2.3), and what follows from it (M2.6). */
  readonly kpis: readonly KpiMapping[];
  readonly metricRules: readonly MetricRule[];
  /** What was usual for a release, mostly frozen before it went live (M2.2). */
  readonly baselines: readonly FrozenBaseline[];
  /** Suggested links between rows that somebody confirmed or rejected. */
  readonly links: readonly SettledLink[];
  /** Machines whose courier bundles are taken here. */
  readonly couriers: readonly CourierOrigin[];
  /** What is asked for release data, and how carried files are read. */
  readonly sources: readonly ConfiguredSource[];
  /** Ids of sources that are asked no more: their silence is meant. */
  readonly removedSources: readonly string[];
  readonly mappings: readonly SavedMapping[];
  /** Where and when members work; who is not named works in the workspace's zone and the policy's hours. */
  readonly placements: Placements;
  /** Who was passed over in the rota, oldest first (M3.5). */
  readonly rotaSkips: readonly RotaSkip[];
  /** Every policy that was put in force, oldest first. */
  readonly policies: readonly AdoptedPolicy[];
  /** Since when deployments start reviews by themselves, and what became of each (M7.4). */
  readonly automatic: AutomaticStart;
  /** What was predicted of releases, sealed before they went live, oldest first (M6.4). */
  readonly predictions: readonly SealedPrediction[];
  /** Gate tokens that were issued here, and which were revoked (M7.6). */
  readonly gate: GateState;
  /** Legal holds, and what is left of what was deleted (M3.6). */
  readonly retention: RetentionState;
};

/** An IANA zone that this machine knows. */
export const zoneSchema = z.string().max(60).refine(isZone, 'not a time zone that is known here: Europe/Berlin, UTC');

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const workspaceEventSchemas = {
  'workspace.founded.v1': z.strictObject({
    id: z.string().max(60),
    name: z.string().min(1).max(120),
    sample: z.boolean(),
    zone: z.string().max(60),
  }),
  'workspace.named.v1': z.strictObject({ name: z.string().min(1).max(120), zone: z.string().max(60) }),
  'member.added.v1': z.strictObject({
    id: memberIdSchema,
    display: z.string().min(1).max(80),
    role: z.enum(memberRoles),
    leads: z.boolean(),
  }),
  'member.left.v1': z.strictObject({ id: memberIdSchema }),
  'member.placed.v1': memberPlacedSchema,
  'rota.skipped.v1': rotaSkippedSchema,
  'service.registered.v1': z.strictObject({
    id: serviceIdSchema,
    title: z.string().min(1).max(120),
    owner: memberIdSchema,
    tier: z.enum(['critical', 'standard', 'low']),
    dependsOn: z.array(serviceIdSchema),
  }),
  ...rosterEventSchemas,
  'member.sat-down.v1': z.strictObject({ member: memberIdSchema }),
  ...actionChangeSchemas,
  ...escalationEventSchemas,
  'kpi.mapped.v1': kpiMappingSchema,
  'kpi.unmapped.v1': kpiUnmappingSchema,
  'metric.ruled.v1': metricRuleSchema,
  'baseline.frozen.v1': frozenBaselineSchema,
  'link.settled.v1': settledLinkSchema,
  'courier.trusted.v1': courierTrustedSchema,
  'courier.taken.v1': courierTakenSchema,
  'source.added.v1': sourceAddedSchema,
  'source.changed.v1': sourceChangedSchema,
  'source.removed.v1': sourceRemovedSchema,
  'mapping.saved.v1': mappingSavedSchema,
  'policy.adopted.v1': policyAdoptedSchema,
  ...triggerEventSchemas,
  ...predictionEventSchemas,
  ...gateEventSchemas,
  ...retentionEventSchemas,
} as const;

export type WorkspaceEventType = keyof typeof workspaceEventSchemas;
export type WorkspaceEvent = {
  [T in WorkspaceEventType]: { readonly type: T; readonly body: z.infer<(typeof workspaceEventSchemas)[T]> };
}[WorkspaceEventType];

export const emptyWorkspace: Workspace = {
  id: '',
  name: '',
  sample: false,
  zone: 'UTC',
  rosterVersion: 0,
  rosters: [],
  members: [],
  services: [],
  keys: [],
  me: null,
  actionChanges: [],
  escalations: [],
  kpis: [],
  metricRules: [],
  baselines: [],
  links: [],
  couriers: [],
  sources: [],
  removedSources: [],
  mappings: [],
  placements: {},
  rotaSkips: [],
  policies: [],
  automatic: noAutomaticStart,
  predictions: [],
  gate: noGate,
  retention: noRetention,
};

export const isWorkspaceEventType = (type: string): type is WorkspaceEventType =>
  Object.hasOwn(workspaceEventSchemas, type);

/** Folds one event of the workspace's journal. `at`: epoch ms of its line. */
export function evolveWorkspace(state: Workspace, event: WorkspaceEvent, at: number): Workspace {
  if (isActionChange(event)) return { ...state, actionChanges: [...state.actionChanges, { ...event, at }] };
  if (isPredictionEvent(event)) return { ...state, predictions: evolvePredictions(state.predictions, event, at) };
  if (isGateEvent(event)) return { ...state, gate: evolveGate(state.gate, event, at) };
  if (isRetentionEvent(event)) return { ...state, retention: evolveRetention(state.retention, event, at) };
  if (isEscalationEvent(event)) return { ...state, escalations: evolveEscalations(state.escalations, event) };
  if (isRosterEvent(event)) return evolveRoster(state, event, at);
  switch (event.type) {
    case 'workspace.founded.v1':
      return { ...state, ...event.body };
    case 'workspace.named.v1':
      return { ...state, ...event.body };
    case 'member.added.v1': {
      const others = state.members.filter((member) => member.id !== event.body.id);
      return {
        ...state,
        members: [...others, { ...event.body, active: true }],
      };
    }
    case 'member.left.v1':
      return {
        ...state,
        members: state.members.map((member) => (member.id === event.body.id ? { ...member, active: false } : member)),
      };
    case 'member.placed.v1': {
      const { id, ...placement } = event.body;
      return { ...state, placements: { ...state.placements, [id]: placement } };
    }
    case 'rota.skipped.v1':
      return { ...state, rotaSkips: [...state.rotaSkips, { ...event.body, at }] };
    case 'service.registered.v1':
      return { ...state, services: [...state.services.filter((service) => service.id !== event.body.id), event.body] };
    case 'member.sat-down.v1':
      return { ...state, me: event.body.member };
    case 'kpi.mapped.v1':
      return { ...state, kpis: withMapping(state.kpis, event.body) };
    case 'kpi.unmapped.v1': {
      const { service, kpi, metric } = event.body;
      const isGone = (each: KpiMapping): boolean =>
        each.service === service && each.kpi === kpi && each.metric === metric;
      return { ...state, kpis: state.kpis.filter((each) => !isGone(each)) };
    }
    case 'metric.ruled.v1':
      return { ...state, metricRules: withRule(state.metricRules, event.body) };
    case 'baseline.frozen.v1':
      return { ...state, baselines: [...state.baselines, event.body] };
    case 'link.settled.v1':
      return { ...state, links: withSettled(state.links, event.body) };
    case 'courier.trusted.v1':
      return { ...state, couriers: withOrigin(state.couriers, event.body) };
    case 'courier.taken.v1':
      return { ...state, couriers: withTaken(state.couriers, event.body) };
    case 'source.added.v1':
      return { ...state, sources: withSource(state.sources, event.body, at) };
    case 'source.changed.v1':
      return { ...state, sources: withSourceChanged(state.sources, event.body) };
    case 'source.removed.v1':
      return {
        ...state,
        sources: state.sources.filter(({ id }) => id !== event.body.id),
        removedSources: [...state.removedSources, event.body.id],
      };
    case 'mapping.saved.v1':
      return { ...state, mappings: withMappingSaved(state.mappings, event.body) };
    case 'automatic-start.set.v1':
      return { ...state, automatic: withSwitch(state.automatic, event.body.from) };
    case 'triggers.judged.v1':
      return { ...state, automatic: withJudged(state.automatic, { ...event.body, at }) };
    case 'policy.adopted.v1':
      return { ...state, policies: [...state.policies, { ...event.body, at }] };
  }
}

export const findMember = (workspace: Workspace, id: string | null): Member | undefined =>
  id === null ? undefined : workspace.members.find((member) => member.id === id && member.active);
