/** One cold start, taken apart. */
export interface ColdStart {
  /** Process start to the handler's module: Node's own. */
  readonly bootMs: number;
  /** Evaluation of the handler's module. */
  readonly moduleMs: number;
  /** First request, with the first TLS connection. */
  readonly requestMs: number;
  /** Processor time of all threads up to the first response; hardly affected by what else the machine does. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

/** The part of a cold start that the code decides about. */
export const ownMs = ({ moduleMs, requestMs }: ColdStart): number => moduleMs + requestMs;

/** Process start to first response. */
export const firstResponseMs = (start: ColdStart): number => start.bootMs + ownMs(start);
