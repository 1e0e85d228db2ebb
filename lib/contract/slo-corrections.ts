import type { Correction } from '../slo/corrections.ts';

/**
 * Times that the team has decided not to count against a budget, such as an exercise. Every entry is reviewed and
 * stays. `npm run slo -- status`, `gate` and `report` show budgets with and without them; alarms ignore them.
 */
export const sloCorrections: readonly Correction[] = [];
