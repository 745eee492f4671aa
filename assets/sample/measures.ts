/** What the sample organisation measures its services by, and what it would do: by hand, like the organisation. */
export type SampleMeasure = {
  readonly metric: string;
  readonly kpi: 'error-rate' | 'latency' | 'other';
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly comparator: 'above' | 'below';
  readonly threshold: number;
  readonly consequence: string;
};

/** For every service; a threshold is so many times its usual value. Nobody has said what follows from `request_rate`. */
export const commonMeasures = [
  {
    metric: 'error_rate',
    kpi: 'error-rate',
    unit: '%',
    better: 'lower',
    comparator: 'above',
    times: 4,
    consequence: 'Roll the release back',
  },
  {
    metric: 'p95_latency',
    kpi: 'latency',
    unit: 'ms',
    better: 'lower',
    comparator: 'above',
    times: 1.6,
    consequence: 'Hold the rollout and look at the slowest calls',
  },
] as const;

/** What single services are measured by besides. */
export const ownMeasures: { readonly [service: string]: readonly SampleMeasure[] } = {
  boarding: [
    {
      metric: 'gate_refusals',
      kpi: 'other',
      unit: '%',
      better: 'lower',
      comparator: 'above',
      threshold: 3,
      consequence: 'Call the ports, then roll the gates back',
    },
  ],
  fares: [
    {
      metric: 'pool_wait',
      kpi: 'other',
      unit: 'ms',
      better: 'lower',
      comparator: 'above',
      threshold: 15,
      consequence: 'Give the pool more connections before anything else is deployed',
    },
    {
      metric: 'quote_conversion',
      kpi: 'other',
      unit: '%',
      better: 'higher',
      comparator: 'below',
      threshold: 58,
      consequence: 'Turn the new quote off and ask product',
    },
  ],
};
