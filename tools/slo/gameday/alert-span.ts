import type { Activation } from '../alert-simulator/activations.ts';

/** Once that a named alert fires, in seconds since the game day began. */
export interface AlertSpan extends Activation {
  readonly alert: string;
}
