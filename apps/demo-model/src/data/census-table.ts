/** ACS columns that the model sees, in order. AGEP (age in years) is numeric, the others are codes. */
export const FEATURES = [
  'AGEP',
  'SCHL',
  'MAR',
  'RELP',
  'DIS',
  'ESP',
  'CIT',
  'MIG',
  'MIL',
  'ANC',
  'NATIVITY',
  'DEAR',
  'DEYE',
  'DREM',
  'SEX',
  'RAC1P',
] as const;

export const AGE_COLUMN = 0;
export const SCHOOLING_COLUMN = 1;

/** Rows of one stretch of the census file, column by column. */
export type CensusTable = {
  name: string;
  /** Row of the source file at which the stretch begins. */
  firstFileRow: number;
  rows: number;
  /** One array a feature, in the order of FEATURES. */
  features: readonly Uint8Array[];
  /** 1 where the person was employed. */
  employed: Uint8Array;
};

/** What a model sees of one person: values in the order of FEATURES, null where missing. */
export type FeatureVector = readonly (number | null)[];

export function vectorAt(table: CensusTable, row: number): (number | null)[] {
  return table.features.map((column) => column[row] ?? null);
}

export function labelAt(table: CensusTable, row: number): 0 | 1 {
  return table.employed[row] === 1 ? 1 : 0;
}
