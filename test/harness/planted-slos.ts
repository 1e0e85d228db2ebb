import { slos } from '../../lib/contract/slos.ts';

/** Environment variables with which a program, and all that it starts, reads `to` for `from` in lib/contract/slos.ts. */
export const plantedSlos = (from: string, to: string) => ({
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${new URL('plant-slos.ts', import.meta.url).href}`,
  PLANTED_SLOS: `${from}\n${to}`,
});

const { target } = slos['payment-success'];

/** A target that is refused, since it is a number, and the line that reports it. */
export const refusedTarget = {
  variables: plantedSlos(`target: '${target}'`, `target: ${target}`),
  line: new RegExp(`^SLO "[a-z-]+": target must be [^\\n]*, not ${target.replace('.', String.raw`\.`)}\\n$`),
};
