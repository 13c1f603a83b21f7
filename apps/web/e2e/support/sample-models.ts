/** How a sample model's drift went over the last eight hours: ratio of the worst feature to critical, by age. */
export type SampleModel = {
  id: string;
  name: string;
  version: string;
  tier: number;
  /** Feature that is worst, and its usual ratio. */
  worst: string;
  calm: number;
  /** Ratio since `sinceMinutes` ago; the last entry that applies wins. */
  episodes: { sinceMinutes: number; ratio: number }[];
  /** Minutes since the last event, when it has fallen silent. */
  silentMinutes?: number;
  auc: number | null;
  /** What it answers, where that is not yes or no. */
  task?: 'multiclass' | 'regression';
  budget: number;
  budgetDayAgo: number;
};

export const SAMPLE_FEATURES = [
  'amount',
  'merchant_kind',
  'country',
  'hour_of_day',
  'account_age_days',
  'device_kind',
  'prior_refunds',
  'basket_size',
  'distance_km',
  'session_minutes',
] as const;

/** Twelve models such as a mid-sized company runs: one critical, two warnings, one silent, the rest calm. */
export const SAMPLE_MODELS: SampleModel[] = [
  {
    id: 'payment-risk',
    name: 'payment-risk',
    version: 'v14',
    tier: 1,
    worst: 'amount',
    calm: 0.28,
    episodes: [
      { sinceMinutes: 120, ratio: 0.55 },
      { sinceMinutes: 62, ratio: 2.1 },
    ],
    auc: 0.913,
    budget: 0.314,
    budgetDayAgo: 0.61,
  },
  {
    id: 'shelf-ranking',
    name: 'shelf-ranking',
    version: 'v88',
    tier: 2,
    worst: 'session_minutes',
    calm: 0.3,
    episodes: [{ sinceMinutes: 250, ratio: 0.6 }],
    auc: 0.744,
    budget: 0.182,
    budgetDayAgo: 0.295,
  },
  {
    id: 'refund-abuse',
    name: 'refund-abuse',
    version: 'v31',
    tier: 1,
    worst: 'merchant_kind',
    calm: 0.24,
    episodes: [{ sinceMinutes: 190, ratio: 0.78 }],
    auc: 0.941,
    budget: 0.71,
    budgetDayAgo: 0.74,
  },
  {
    id: 'ticket-routing',
    name: 'ticket-routing',
    version: 'v9',
    tier: 3,
    worst: 'hour_of_day',
    calm: 0.2,
    episodes: [],
    silentMinutes: 141,
    auc: null,
    budget: 0.54,
    budgetDayAgo: 0.54,
  },
  ...calm(['credit-line', 'v17', 1, 'account_age_days', 0.32, 0.887, 0.881]),
  ...calm(['query-intent', 'v140', 1, 'device_kind', 0.25, 0.811, 0.647]),
  ...calm(['courier-eta', 'v52', 2, 'distance_km', 0.31, null, 0.479]).map((model) => ({
    ...model,
    task: 'regression' as const,
  })),
  ...calm(['churn-uplift', 'v6', 3, 'prior_refunds', 0.17, 0.702, 0.925]),
  ...calm(['price-response', 'v23', 2, 'basket_size', 0.22, null, 0.793]),
  ...calm(['paper-sorting', 'v11', 3, 'hour_of_day', 0.21, null, 0.836]).map((model) => ({
    ...model,
    task: 'multiclass' as const,
  })),
  ...calm(['image-safety', 'v64', 1, 'device_kind', 0.29, 0.957, 0.588]),
  ...calm(['voice-menu', 'v35', 2, 'country', 0.2, 0.934, 0.702]),
];

function calm(row: [string, string, number, string, number, number | null, number]): SampleModel[] {
  const [id, version, tier, worst, ratio, auc, budget] = row;
  return [
    {
      id,
      name: id,
      version,
      tier,
      worst,
      calm: ratio,
      episodes: [],
      auc,
      budget,
      budgetDayAgo: Math.min(1, budget + 0.01),
    },
  ];
}
