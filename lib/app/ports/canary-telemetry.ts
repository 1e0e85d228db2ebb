import type { Canary, CanaryVerdict } from './canary-store.ts';

/** Told what becomes of canaries; must not throw. */
export interface CanaryTelemetry {
  /** Once for each canary. */
  canaryJudged(canary: Canary, verdict: CanaryVerdict): void;
  /** The bus did not accept it. It will be judged as every other. */
  canaryRefused(canary: Canary, code: string): void;
  /** One came back that was never sent, or so long ago that it is forgotten. */
  canaryUnknown(canary: Canary): void;
}
