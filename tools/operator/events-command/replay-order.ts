import type { ReplayEvents, ReplayPlan } from '../../../lib/app/publishing/replay-events.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { counted, type Operator } from '../operator-command/operator.ts';

const describePlan = ({ orderId, events, versions, liftsQuarantine, receivedAgain }: ReplayPlan): string => {
  const quarantine = liftsQuarantine ? 'end the quarantine and ' : '';
  const again = receivedAgain ? ' again, although none is missing' : '';
  return `${orderId}: would ${quarantine}publish ${counted(events, 'event')} of version ${versions.join(', ')}${again}`;
};

/**
 * Publishes the undelivered events of one order.
 * @returns the exit code.
 * @throws {CommandError} when the order has no events.
 */
export const replayOrder = async (
  { orderId, dryRun }: { readonly orderId: string; readonly dryRun: boolean },
  replay: ReplayEvents,
  { print, report }: Operator,
  options: CallOptions,
): Promise<number> => {
  const plan = await replay.plan(orderId, {}, options);
  if (!plan) throw new CommandError(`No events of order ${orderId} found.`);
  if (dryRun) {
    print(describePlan(plan));
    return 0;
  }
  if (plan.liftsQuarantine) report(`${orderId}: quarantine ended`);
  if (plan.receivedAgain) report(`${orderId}: no event is missing; all events are published again`);
  const [result] = await replay.run([orderId], {}, options);
  const accepted = result?.accepted ?? 0;
  print(`${orderId}: ${accepted} of ${counted(plan.events, 'event')} published`);
  return result?.outcome === 'done' ? 0 : 1;
};
