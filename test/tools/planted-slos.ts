/** Environment variables with which a program, and all that it starts, reads `to` for `from` in lib/contract/slos.ts. */
export const plantedSlos = (from: string, to: string) => ({
  NODE_OPTIONS: `--import=${new URL('plant-slos.ts', import.meta.url).href}`,
  PLANTED_SLOS: `${from}\n${to}`,
});

/** A target that is refused, and the one line that says so. */
export const refusedTarget = {
  variables: plantedSlos("target: '99.5'", 'target: 99.5'),
  line: /^SLO "payment-success": the target 99\.5 is no percentage: [^\n]*\n$/,
};
