/**
 * The sample organisation, by hand: a ferry line that sells, checks and reports crossings. Nothing here is about anybody.
 * Figures are what the generator turns into two years of data; see docs/sample.md.
 */
export const organisation = {
  name: 'Skerry Lines',
  zone: 'Europe/Copenhagen',
} as const;

export type SampleRole = 'release' | 'operations' | 'product' | 'engineering' | 'quality' | 'audit';

/** Codes only, as in a real Hotwash roster; `leads` may facilitate. */
export type SampleMember = {
  readonly id: string;
  readonly display: string;
  readonly role: SampleRole;
  readonly leads: boolean;
};

const people = (
  prefix: string,
  word: string,
  role: SampleRole,
  count: number,
  leads: readonly number[],
): readonly SampleMember[] =>
  Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    return { id: `${prefix}-${number}`, display: `${word} ${number}`, role, leads: leads.includes(index + 1) };
  });

export const members: readonly SampleMember[] = [
  ...people('ops', 'Ops', 'operations', 6, [2, 4]),
  ...people('rel', 'Rel', 'release', 3, [1, 2]),
  ...people('prod', 'Prod', 'product', 4, [3]),
  ...people('eng', 'Eng', 'engineering', 9, [4]),
  ...people('qa', 'QA', 'quality', 2, [1]),
  ...people('audit', 'Audit', 'audit', 1, []),
];

/** Who does not work where and when the others do. */
export const placements = [
  { id: 'eng-05', zone: 'Asia/Kolkata', from: '10:00', to: '18:30', days: null },
  { id: 'eng-07', zone: 'America/Halifax', from: '08:00', to: '16:00', days: null },
  { id: 'prod-02', zone: 'Atlantic/Faroe', from: '09:00', to: '17:00', days: null },
] as const;

/** Was in the roster when it was made, and left two weeks later. */
export const leaver = 'eng-03';

/** What one service is like. Rates are per second, times ms, errors per cent; `weekend` is Saturday's share of a weekday. */
export type SampleService = {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly tier: 'critical' | 'standard' | 'low';
  readonly dependsOn: readonly string[];
  /** Mean days between releases. */
  readonly cadenceDays: number;
  readonly firstVersion: readonly [number, number, number];
  readonly instances: number;
  readonly p95: number;
  readonly errors: number;
  readonly requests: number;
  readonly weekend: number;
  readonly commits: number;
  /** Nouns its commit subjects are about. */
  readonly nouns: readonly string[];
};

export const services: readonly SampleService[] = [
  {
    id: 'booking',
    title: 'Booking',
    owner: 'eng-01',
    tier: 'critical',
    dependsOn: ['fares', 'sailings', 'payments-bridge', 'accounts'],
    cadenceDays: 8,
    firstVersion: [11, 2, 0],
    instances: 14,
    p95: 310,
    errors: 0.18,
    requests: 86,
    weekend: 0.82,
    commits: 8,
    nouns: ['basket', 'seat hold', 'vehicle deck', 'cabin choice', 'return leg', 'group booking', 'refund window'],
  },
  {
    id: 'fares',
    title: 'Fares',
    owner: 'eng-02',
    tier: 'critical',
    dependsOn: ['sailings'],
    cadenceDays: 7,
    firstVersion: [6, 0, 3],
    instances: 10,
    p95: 142,
    errors: 0.11,
    requests: 214,
    weekend: 0.79,
    commits: 7,
    nouns: ['fare table', 'season supplement', 'quote cache', 'child rate', 'vehicle length band', 'currency rounding'],
  },
  {
    id: 'sailings',
    title: 'Sailings and capacity',
    owner: 'eng-05',
    tier: 'critical',
    dependsOn: [],
    cadenceDays: 13,
    firstVersion: [3, 18, 0],
    instances: 8,
    p95: 96,
    errors: 0.06,
    requests: 158,
    weekend: 0.88,
    commits: 6,
    nouns: ['timetable', 'deck capacity', 'tide limit', 'vessel swap', 'cancelled sailing', 'berth slot'],
  },
  {
    id: 'payments-bridge',
    title: 'Payments bridge',
    owner: 'eng-04',
    tier: 'critical',
    dependsOn: ['accounts'],
    cadenceDays: 16,
    firstVersion: [2, 7, 1],
    instances: 6,
    p95: 620,
    errors: 0.32,
    requests: 19,
    weekend: 0.74,
    commits: 5,
    nouns: ['capture', 'refund', 'settlement file', 'card retry', 'voucher', 'chargeback note'],
  },
  {
    id: 'boarding',
    title: 'Boarding gates',
    owner: 'ops-03',
    tier: 'critical',
    dependsOn: ['tickets', 'sailings'],
    cadenceDays: 11,
    firstVersion: [4, 4, 0],
    instances: 9,
    p95: 88,
    errors: 0.21,
    requests: 31,
    weekend: 0.93,
    commits: 6,
    nouns: ['gate scan', 'offline list', 'key set', 'vehicle lane', 'late boarding', 'crew pass'],
  },
  {
    id: 'tickets',
    title: 'Tickets',
    owner: 'eng-06',
    tier: 'standard',
    dependsOn: ['accounts'],
    cadenceDays: 12,
    firstVersion: [5, 9, 2],
    instances: 6,
    p95: 205,
    errors: 0.14,
    requests: 27,
    weekend: 0.81,
    commits: 5,
    nouns: ['wallet pass', 'barcode', 'ticket mail', 'rebooking slip', 'language pack'],
  },
  {
    id: 'accounts',
    title: 'Accounts',
    owner: 'eng-07',
    tier: 'standard',
    dependsOn: [],
    cadenceDays: 15,
    firstVersion: [8, 1, 0],
    instances: 5,
    p95: 124,
    errors: 0.09,
    requests: 44,
    weekend: 0.76,
    commits: 5,
    nouns: ['sign-in', 'address book', 'consent form', 'company profile', 'session store'],
  },
  {
    id: 'search',
    title: 'Crossing search',
    owner: 'eng-08',
    tier: 'standard',
    dependsOn: ['sailings', 'fares'],
    cadenceDays: 9,
    firstVersion: [2, 31, 0],
    instances: 8,
    p95: 178,
    errors: 0.13,
    requests: 132,
    weekend: 0.9,
    commits: 6,
    nouns: ['date picker index', 'port synonyms', 'result ranking', 'nearby dates', 'facet counts'],
  },
  {
    id: 'notices',
    title: 'Delay notices',
    owner: 'ops-05',
    tier: 'standard',
    dependsOn: ['accounts', 'sailings'],
    cadenceDays: 18,
    firstVersion: [1, 12, 4],
    instances: 3,
    p95: 410,
    errors: 0.4,
    requests: 6,
    weekend: 0.97,
    commits: 4,
    nouns: ['text message', 'mail template', 'quiet hours', 'delivery receipt'],
  },
  {
    id: 'port-display',
    title: 'Port displays',
    owner: 'ops-06',
    tier: 'standard',
    dependsOn: ['sailings'],
    cadenceDays: 25,
    firstVersion: [0, 22, 0],
    instances: 11,
    p95: 64,
    errors: 0.5,
    requests: 11,
    weekend: 1,
    commits: 4,
    nouns: ['departure board', 'lane sign', 'font size', 'wind warning'],
  },
  {
    id: 'loyalty',
    title: 'Loyalty',
    owner: 'prod-04',
    tier: 'low',
    dependsOn: ['accounts'],
    cadenceDays: 30,
    firstVersion: [1, 3, 0],
    instances: 2,
    p95: 156,
    errors: 0.1,
    requests: 4,
    weekend: 0.66,
    commits: 4,
    nouns: ['points ledger', 'tier letter', 'partner code'],
  },
  {
    id: 'reports',
    title: 'Reports',
    owner: 'eng-09',
    tier: 'low',
    dependsOn: ['booking', 'payments-bridge'],
    cadenceDays: 34,
    firstVersion: [0, 9, 1],
    instances: 2,
    p95: 1480,
    errors: 0.7,
    requests: 0.6,
    weekend: 0.22,
    commits: 4,
    nouns: ['load factor sheet', 'month end', 'port authority export'],
  },
];
