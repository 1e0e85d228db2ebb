import type { Deployment } from '../deployment.ts';
import type { InvocationOrigin } from './invocation-journal.ts';

/** The cause of invocations of a function. */
export const originOf = ({ schedules, consumers }: Deployment, functionName: string): InvocationOrigin =>
  Object.hasOwn(schedules, functionName) ? 'schedule' : (consumers[functionName]?.trigger.kind ?? 'route');
