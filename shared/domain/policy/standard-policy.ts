import { standardRecurrence } from '../cause/cause-rules.ts';
import type { Policy } from './policy.ts';

/** What is in force until an organisation adopts a policy of its own, and what its own is an overlay of. */
export const standardPolicy: Policy = {
  policy: 'standard',
  version: 2,
  tiers: {
    light: {
      template: 'light',
      quorum: { heads: 1, roles: [], substitutes: true, ceiling: null },
      timeline: { soakHours: 24, dueDays: 5, lengthMinutes: 15 },
      signOffs: ['release-manager'],
      kpis: ['error-rate', 'latency', 'rollback'],
      commitments: { dueDays: 90, soakDays: 14 },
      light: { objectionHours: 24 },
    },
    full: {
      template: 'standard',
      quorum: { heads: 3, roles: [], substitutes: true, ceiling: 60 },
      timeline: { soakHours: 24, dueDays: 10, lengthMinutes: 60 },
      signOffs: ['facilitator', 'release-manager'],
      kpis: ['error-rate', 'latency', 'rollback'],
      commitments: { dueDays: 90, soakDays: 14 },
      light: null,
    },
  },
  triggers: [
    {
      id: 'T1',
      when: [
        { field: 'criticality', is: 'critical' },
        { field: 'changeType', is: ['major', 'minor', 'emergency'] },
      ],
      tier: 'full',
      because: 'A critical service changed more than a patch does.',
    },
    {
      id: 'T2',
      when: [{ field: 'impact.rolledBack', is: true }],
      tier: 'full',
      because: 'The deployment was rolled back.',
    },
    {
      id: 'T3',
      when: [{ field: 'impact.incidents', atLeast: 1 }],
      tier: 'full',
      because: 'An incident followed the deployment.',
    },
    {
      id: 'T4',
      when: [{ field: 'result', isNot: 'success' }],
      tier: 'full',
      because: 'The deployment did not succeed.',
    },
    {
      id: 'T5',
      when: [{ field: 'changeType', is: 'major' }],
      tier: 'full',
      because: 'A major version was released.',
    },
    {
      id: 'T6',
      when: [{ field: 'criticality', is: ['critical', 'standard'] }],
      tier: 'light',
      because: 'A service that matters was released.',
    },
  ],
  cohortAbovePerDay: 5,
  calendar: {
    workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
    workingHours: { from: '09:00', to: '17:00' },
    blackouts: [],
    sprint: null,
  },
  escalation: {
    targets: { incident: 'incident', problem: 'problem', 'architecture-board': 'architecture-board' },
    ladders: {
      incident: {
        rungs: [
          { to: 'Incident lead on duty', withinHours: 4 },
          { to: 'Head of operations', withinHours: 24 },
        ],
        next: null,
      },
      problem: {
        rungs: [
          { to: 'Problem manager', withinHours: 72 },
          { to: 'Head of operations', withinHours: 120 },
        ],
        next: null,
      },
      'architecture-board': {
        rungs: [
          { to: 'Architecture board', withinHours: 336 },
          { to: 'Chief architect', withinHours: 168 },
        ],
        next: null,
      },
    },
  },
  rota: { rememberWeeks: 52 },
  retention: { recordYears: 7, recordingDays: 90 },
  taxonomy: [
    { id: 'deployment-process', title: 'Deployment process', needs: [['deployment', 'build']] },
    { id: 'configuration-drift', title: 'Configuration drift', needs: [['config-diff']] },
    {
      id: 'dependency-failure',
      title: 'Dependency failure',
      needs: [['incident', 'log', 'metric-window', 'runtime']],
    },
    { id: 'code-defect', title: 'Code defect', needs: [['change', 'build', 'log', 'incident']] },
    { id: 'capacity', title: 'Capacity', needs: [['metric-window']] },
    { id: 'detection-gap', title: 'Detection gap', needs: [['incident', 'metric-window']] },
    { id: 'other', title: 'Other' },
  ],
  recurrence: standardRecurrence,
  wording: { extraRoles: [], allowed: [], off: [] },
};
