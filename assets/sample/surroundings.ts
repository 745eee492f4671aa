/** What happened round the releases of the sample's stories besides their delivery: by hand, like the organisation. */
type Minutes = number;

/** A flag as it was turned round a release; `at` counts from when the runtime had the version everywhere. */
export type SampleTurn = { readonly at: Minutes; readonly flag: string; readonly event: 'on' | 'changed' | 'off' };

export const turns: readonly SampleTurn[] = [
  { at: -96, flag: 'one-quote-call', event: 'on' },
  { at: 4, flag: 'one-quote-call', event: 'changed' },
  { at: 39, flag: 'one-quote-call', event: 'off' },
];

/** What a support desk got of the release. The numbers and addresses are made up; they do not survive the intake. */
export type SampleTicket = {
  readonly at: Minutes;
  readonly subject: string;
  readonly description: string;
  readonly isClosed: boolean;
};

export const supportTickets: readonly SampleTicket[] = [
  {
    at: 16,
    subject: 'Price takes forever for two adults and a camper',
    description: 'The page spins for half a minute, then asks again. Reach me on +45 20 12 34 56.',
    isClosed: true,
  },
  {
    at: 24,
    subject: 'Fare changed between the quote and the basket',
    description: 'Quoted for the 09:40, the basket showed another price. Mail anna.lind@post.example please.',
    isClosed: true,
  },
  {
    at: 33,
    subject: 'Travel agent cannot price a group of 42',
    description: 'Times out at passenger 30, three attempts in a row.',
    isClosed: false,
  },
  {
    at: 61,
    subject: 'Booked twice after the page hung',
    description: 'Two confirmations for the same crossing. The card was charged once.',
    isClosed: false,
  },
];

/** What somebody expected of a release. `at` is a clock time of the day it was deployed. */
export type SamplePrediction = {
  readonly story: 'drift' | 'late' | 'keys';
  readonly at: string;
  readonly probability: number;
  readonly impact: 'minor' | 'major' | 'critical';
  readonly reason: string;
  /** Who put it under seal in Hotwash; the others stand in a sheet. */
  readonly sealedBy?: string;
};

export const predictions: readonly SamplePrediction[] = [
  {
    story: 'drift',
    at: '09:12',
    probability: 0.2,
    impact: 'major',
    reason: 'Connection settings move from the image into the environment; staging has its own values',
    sealedBy: 'rel-02',
  },
  {
    story: 'drift',
    at: '15:31',
    probability: 0.9,
    impact: 'critical',
    reason: 'Written down while the version was already being taken back',
  },
  { story: 'late', at: '08:50', probability: 0.1, impact: 'minor', reason: 'A new index is built at first start' },
  { story: 'keys', at: '09:20', probability: 0.15, impact: 'major', reason: 'The key set is loaded once, at start' },
];

/** Things of the catalogue that nobody registered for reviews, and what services of the organisation need of them. */
export const outside = {
  resources: [
    { name: 'fares-db', title: 'Fare tables', owner: 'storage', usedBy: ['fares'] },
    { name: 'booking-db', title: 'Bookings', owner: 'storage', usedBy: ['booking', 'reports'] },
    { name: 'key-vault', title: 'Key vault', owner: 'platform', usedBy: ['boarding', 'tickets', 'payments-bridge'] },
  ],
  components: [
    { name: 'crew-roster', title: 'Crew roster', owner: 'fleet', tier: 'low', dependsOn: ['sailings'] },
    { name: 'quay-cameras', title: 'Quay cameras', owner: 'ports', tier: 'standard', dependsOn: ['boarding'] },
  ],
} as const;

/** Service level objectives: share of calls, over 28 days. */
export const objectives: readonly { readonly service: string; readonly indicator: string; readonly target: number }[] = [
  { service: 'fares', indicator: 'quotes answered within 400 ms', target: 0.99 },
  { service: 'fares', indicator: 'quotes answered without an error', target: 0.998 },
  { service: 'booking', indicator: 'bookings answered without an error', target: 0.997 },
  { service: 'boarding', indicator: 'valid tickets let through', target: 0.9995 },
  { service: 'search', indicator: 'searches answered within 600 ms', target: 0.98 },
];
