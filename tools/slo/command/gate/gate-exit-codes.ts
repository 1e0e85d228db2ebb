/** Exit codes of `npm run slo -- gate`. */
export const gateExitCodes = { open: 0, closed: 1, unknown: 2 } as const;

export type GateState = keyof typeof gateExitCodes;

/** Begins the line of a closed gate. A process that crashes ends with 1, too, and does not print it. */
export const closedLine = 'The gate is closed';
