import type { Deployment } from '../deployment.ts';
import type { FaultSettings } from '../faults/fault-settings.ts';
import type { Pace } from '../pace.ts';
import type { Strictness } from '../strictness.ts';

export interface LocalCloudOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Address of the network interface to listen on; the loopback interface unless given. */
  readonly host?: string;
  readonly deployment: Deployment;
  /** Where state is kept from one run to the next; without it, in memory. */
  readonly stateDirectory?: string;
  /** A DynamoDB to use instead of the embedded one. */
  readonly dynamodbEndpoint?: string;
  /** How the local cloud is stricter than its parts; as strict as AWS by default. */
  readonly strictness?: Partial<Strictness>;
  /** Most execution environments of one function; further requests wait. */
  readonly maxEnvironments?: number;
  readonly integrationTimeoutMs?: number;
  /** Faults between the functions; none by default. */
  readonly faults?: FaultSettings;
  /** A value that is not given is of the pace `local`. */
  readonly pace?: Partial<Pace>;
  /** How long requests in flight may take to finish when the cloud is closed. */
  readonly drainMs?: number;
  /** Whether functions are reloaded when their source changes; by default they are. */
  readonly watch?: boolean;
  readonly print?: (text: string) => void;
  readonly color?: boolean;
}

/** HTTP APIs' own limit. */
export const awsIntegrationTimeoutMs = 30_000;

export const defaultMaxEnvironments = 10;
