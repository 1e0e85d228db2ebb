/** Exit codes of `npm run slo -- gate`. A process that crashes ends with 1, which therefore says nothing about the budgets. */
export const gateExitCodes = { open: 0, unknown: 2, closed: 3 } as const;

export type GateState = keyof typeof gateExitCodes;
