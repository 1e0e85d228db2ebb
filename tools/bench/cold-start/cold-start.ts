/** The phases of one cold start. */
export interface ColdStart {
  /** Process start until the handler's module loads: the start of Node. */
  readonly bootMs: number;
  /** Evaluation of the handler's module. */
  readonly moduleMs: number;
  /** First request, with the first TLS connection. */
  readonly requestMs: number;
  /** Processor time of all threads up to the first response; hardly affected by other load. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

/** The part of a cold start that depends on the code. */
export const ownMs = ({ moduleMs, requestMs }: ColdStart): number => moduleMs + requestMs;

/** Process start to first response. */
export const firstResponseMs = (start: ColdStart): number => start.bootMs + ownMs(start);
