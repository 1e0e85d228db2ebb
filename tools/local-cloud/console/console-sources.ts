import type { CompileError } from '../bundler/build-report.ts';
import type { Observation } from '../composition/observation.ts';
import type { FailedDeliveries } from '../consumers/failed-deliveries.ts';
import type { Deployment } from '../deployment.ts';
import type { BusJournal } from '../event-bus/bus-journal.ts';
import type { EventBus } from '../event-bus/event-bus.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { PaymentSimulator } from '../payments/payment-simulator.ts';
import type { QueueSet } from '../queues/queue-set.ts';

/** Parts of the local cloud that the console shows. */
export interface ConsoleSources extends Omit<Observation, 'logs'> {
  readonly logs: Pick<LogStore, 'lines'>;
  readonly deployment: Deployment;
  readonly events: BusJournal;
  readonly queues: QueueSet;
  readonly undelivered: EventBus['undelivered'];
  readonly failures: FailedDeliveries;
  readonly functions: LambdaService['snapshot'];
  /** Movements of money at the payment simulator. */
  readonly ledger: PaymentSimulator['ledger'];
  readonly faults: FaultInjection['settings'];
  /** Of the payment simulator. */
  readonly outage: PaymentSimulator['outage'];
  /** Switches every fault off, and ends an outage. */
  readonly endFaults: () => Promise<void>;
  readonly dynamodbEndpoint: string;
  /** Address of the API. */
  readonly apiUrl: string;
  /** Functions that do not compile now. */
  readonly compileErrors: () => readonly CompileError[];
}
