import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { eventsProgram, toEventsCommand } from '../../../../tools/operator/events-command/command-line.ts';
import { runEventsCommand } from '../../../../tools/operator/events-command/run-command.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import {
  createPostOffice,
  type PostOffice,
  settings,
  sweeping,
} from '../../../harness/publishing/post-office.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const [a, b] = [orderIdOf(1), orderIdOf(2)] as const;

/** Output, reports and exit code of a command. */
const run = async ({ outbox, bus, present }: PostOffice, line: string) => {
  const printed: string[] = [];
  const reported: string[] = [];
  const command = toEventsCommand(parseCommandLine(eventsProgram, line.split(' '), {}));
  const operator = {
    now: () => present.now,
    print: (text: string) => void printed.push(...text.split('\n')),
    report: (text: string) => void reported.push(text),
  };
  const ports = { outbox, history: outbox, publisher: bus };
  const exitCode = await runEventsCommand(command, ports, operator, calmly);
  return { printed, reported, exitCode };
};

/** Order `a` is quarantined with one event, order `b` has one that did not come back. */
const withStuckOrders = async () => {
  const office = createPostOffice();
  for (const id of [a, b]) await office.commit(id);
  office.present.faultOf = ({ orderId }) => (orderId === a ? 'refused' : 'swallowed');
  for (let n = 0; n < settings.maxFailures; n += 1) await office.relay(a, b);
  office.advance(sweeping.graceMs + 5_000);
  return office;
};

describe('npm run events', () => {
  it('shows stuck orders in columns', async () => {
    const office = await withStuckOrders();
    const { printed, exitCode } = await run(office, 'list-stuck');
    expect(printed).toEqual([
      'order                           age   state        reason                    versions',
      `${a}  20 s  quarantined  MalformedDetail, 5 times  1`,
      `${b}  20 s  undelivered  published once            1`,
    ]);
    expect(exitCode).toBe(0);
  });

  it('states that there may be more than it shows', async () => {
    const { printed, reported } = await run(await withStuckOrders(), 'list-stuck --limit 1');
    expect(printed).toHaveLength(2);
    expect(reported).toEqual(['Reached the limit of 1; there may be more orders.']);
  });

  it('states that no event is stuck', async () => {
    expect((await run(createPostOffice(), 'list-stuck')).printed).toEqual(['No order is stuck.']);
  });

  it('replays a quarantined order', async () => {
    const office = await withStuckOrders();
    office.present.faultOf = () => undefined;
    expect(await run(office, `replay ${a} --dry-run`)).toEqual({
      printed: [`${a}: would end the quarantine and publish 1 event of version 1`],
      reported: [],
      exitCode: 0,
    });
    expect(office.idsOf(a)).toEqual([]);
    expect(await run(office, `replay ${a}`)).toEqual({
      printed: [`${a}: 1 of 1 event published`],
      reported: [`${a}: quarantine ended`],
      exitCode: 0,
    });
    expect(office.versionsOf(a)).toEqual([1]);
  });

  it('fails when the bus still refuses, with the reason', async () => {
    const { printed, reported, exitCode } = await run(await withStuckOrders(), `replay ${a}`);
    expect(printed).toEqual([`${a}: 0 of 1 event published`]);
    expect(reported).toContain(`${a}:1:1: not accepted, MalformedDetail`);
    expect(exitCode).toBe(1);
  });

  it('states that it publishes delivered events again', async () => {
    const office = createPostOffice();
    await office.commit(a);
    await office.relay(a);
    const again = 'publish 1 event of version 1 again, although none is missing';
    expect((await run(office, `replay ${a} --dry-run`)).printed).toEqual([`${a}: would ${again}`]);
    const { reported } = await run(office, `replay ${a}`);
    expect(reported).toEqual([`${a}: no event is missing; all events are published again`]);
    expect(office.versionsOf(a)).toEqual([1, 1]);
  });

  it('refuses an order without events', async () => {
    const refusal = { name: 'CommandError', exitCode: 1 };
    await expect(run(createPostOffice(), `replay ${a}`)).rejects.toMatchObject(refusal);
  });

  it('replays everything since a time with its progress, the quarantined with it', async () => {
    const office = await withStuckOrders();
    office.present.faultOf = () => undefined;
    const since = '2026-07-01T12:00:00Z';
    const dry = await run(office, `replay --since ${since} --dry-run`);
    expect(dry.printed).toEqual(['Since 2026-07-01T12:00:00.000Z: 2 events of 2 orders would be published']);
    expect(await run(office, `replay --since ${since}`)).toEqual({
      printed: ['Since 2026-07-01T12:00:00.000Z: 2 events of 2 orders published'],
      reported: ['2 events of 2 orders published'],
      exitCode: 0,
    });
    expect([office.versionsOf(a), office.versionsOf(b)]).toEqual([[1], [1, 1]]);
  });

  it('plans for the others when an order cannot be read', async () => {
    const office = await withStuckOrders();
    const load: PostOffice['outbox']['load'] = async (orderId, options) => {
      if (orderId === a) throw new Error('item is malformed');
      return office.outbox.load(orderId, options);
    };
    const broken = { ...office, outbox: { ...office.outbox, load } };
    expect(await run(broken, 'replay --since 2026-07-01T12:00:00Z --dry-run')).toEqual({
      printed: ['Since 2026-07-01T12:00:00.000Z: 1 event of 2 orders would be published, 1 order failed'],
      reported: [`${a}: item is malformed`, '1 event of 2 orders would be published, 1 order failed'],
      exitCode: 1,
    });
  });

  it('counts the orders that could not be replayed', async () => {
    const { printed, exitCode } = await run(await withStuckOrders(), 'replay --since 2026-07-01T12:00:00Z');
    expect(printed).toEqual([
      'Since 2026-07-01T12:00:00.000Z: 1 event of 2 orders published, 1 order failed',
    ]);
    expect(exitCode).toBe(1);
  });
});
