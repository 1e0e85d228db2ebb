import type { ReplayEvents, ReplayPlan } from '../../../lib/app/publishing/replay-events.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { counted, type Operator } from './operator.ts';

const describePlan = ({ orderId, events, versions, liftsQuarantine, receivedAgain }: ReplayPlan): string => {
  const quarantine = liftsQuarantine ? 'end the quarantine and ' : '';
  const again = receivedAgain ? ' again, although all of them came back' : '';
  return `${orderId}: would ${quarantine}publish ${counted(events, 'event')} of version ${versions.join(', ')}${again}`;
};

/**
 * Publishes what one order's consumers have missed.
 * @returns the exit code.
 * @throws {CommandError} when there is no such order.
 */
export const replayOrder = async (
  { orderId, dryRun }: { readonly orderId: string; readonly dryRun: boolean },
  replay: ReplayEvents,
  { print, report }: Operator,
  options: CallOptions,
): Promise<number> => {
  const plan = await replay.plan(orderId, {}, options);
  if (!plan) throw new CommandError(`There are no events of an order ${orderId}.`);
  if (dryRun) {
    print(describePlan(plan));
    return 0;
  }
  if (plan.liftsQuarantine) report(`${orderId}: the quarantine ends`);
  if (plan.receivedAgain) report(`${orderId}: all events came back, so that all are published again`);
  const [result] = await replay.run([orderId], {}, options);
  const accepted = result?.accepted ?? 0;
  print(`${orderId}: ${accepted} of ${counted(plan.events, 'event')} published`);
  return result?.outcome === 'done' ? 0 : 1;
};
