import { describe, expect, it } from 'vitest';
import { type Assumptions, dollarsOf, monthlyBill, type Resources } from '../../../tools/cost/bill.ts';
import { listPrices } from '../../../tools/cost/list-prices.ts';
import type { Quantities, Usage } from '../../../tools/cost/usage.ts';

const nothing: Quantities = {
  apiRequests: 0,
  invocations: {},
  logBytes: {},
  writeUnits: 0,
  readUnits: 0,
  busEvents: 0,
  busEventBytes: 0,
  queueMessages: 0,
  storedBytes: 0,
  backedUpBytes: 0,
  expiringByteMonths: 0,
};

const bare: Resources = {
  alarmMetrics: 0,
  compositeAlarms: 0,
  dashboards: 0,
  secrets: 0,
  keys: 0,
  customMetrics: 0,
  queueConsumers: [],
  jobRuns: {},
  memoryMb: { 'create-order': 512, summarize: 512, tidy: 256 },
  logRetentionDays: 365,
  archiveRetentionDays: 30,
};

const assumptions: Assumptions = { millisecondsPerInvocation: 40, monthsStored: 1 };

const aUsage = (perOrder: Partial<Quantities>, perRun: Usage['perRun'] = {}): Usage => ({
  measuredOn: '2026-11-30',
  orders: 1,
  requestsOfAnOrder: ['create-order'],
  perOrder: { ...nothing, ...perOrder },
  perRun,
  metricsOfJobs: [],
});

const million = 1_000_000;

describe('monthlyBill', () => {
  it('agrees with a hand calculation', () => {
    const usage = aUsage({
      apiRequests: 3,
      invocations: { 'create-order': 3, summarize: 0.5 },
      writeUnits: 100,
      readUnits: 30,
      busEvents: 4,
      queueMessages: 4,
      logBytes: { 'create-order': 20_000 },
      storedBytes: 2_000,
      backedUpBytes: 1_500,
      expiringByteMonths: 100,
    });
    const { orders } = monthlyBill(usage, million, { ...bare, queueConsumers: ['summarize'] }, assumptions);
    const byHand = {
      apiRequest: 3,
      invocation: 0.7,
      computeTime: 70_000 * 0.0000133334,
      writeUnit: 62.5,
      readUnit: 3.75,
      tableStorage: (2 + 0.1) * 0.25,
      tableRecovery: (1.5 + 0.1) * 0.2,
      busEvent: 4,
      queueRequest: (2 * 4 + 0.5) * 0.4,
      logLines: 10,
      logStorage: 20 * 0.15 * (365 / 30) * 0.03,
    };
    const dollars = Object.fromEntries(orders.map(({ price, dollars: amount }) => [price, amount]));
    expect(Object.keys(dollars).sort()).toEqual(Object.keys(byHand).sort());
    for (const [price, amount] of Object.entries(byHand)) expect(dollars[price]).toBeCloseTo(amount, 6);
    expect(dollarsOf(orders)).toBeCloseTo(90.278 - 0.9 + 0.525 + 0.32, 3);
  });

  it('charges for resources while there is no order', () => {
    const resources = { ...bare, alarmMetrics: 200, compositeAlarms: 10, dashboards: 2, secrets: 2, keys: 1 };
    const { idle, orders, metrics } = monthlyBill(aUsage({}), 0, resources, assumptions);
    expect(dollarsOf(idle)).toBeCloseTo(20 + 5 + 6 + 0.8 + 1, 6);
    expect({ orders, metrics }).toEqual({ orders: [], metrics: [] });
  });

  it('charges for custom metrics once there is traffic', () => {
    const { metrics } = monthlyBill(aUsage({}), 1, { ...bare, customMetrics: 100 }, assumptions);
    expect(dollarsOf(metrics)).toBeCloseTo(30, 6);
  });

  it('charges for the custom metrics of scheduled jobs without an order, and once with orders', () => {
    const usage = { ...aUsage({}), metricsOfJobs: ['orders_pending', 'relay_age'] };
    const resources = { ...bare, customMetrics: 100 };
    const without = monthlyBill(usage, 0, resources, assumptions);
    expect(dollarsOf(without.idle)).toBeCloseTo(0.6, 6);
    const { idle, metrics } = monthlyBill(usage, 1, resources, assumptions);
    expect(dollarsOf([...idle, ...metrics])).toBeCloseTo(30, 6);
  });

  it('multiplies the usage of a scheduled job by its runs', () => {
    const usage = aUsage({}, { tidy: { ...nothing, readUnits: 3, invocations: { tidy: 1 } } });
    const { idle } = monthlyBill(usage, 0, { ...bare, jobRuns: { tidy: 43_200 } }, assumptions);
    expect(idle.find(({ price }) => price === 'readUnit')?.quantity).toBe(129_600);
    expect(idle.find(({ price }) => price === 'computeTime')?.quantity).toBeCloseTo(43_200 * 0.25 * 0.04, 6);
  });

  it('charges for the polls of empty queues', () => {
    const { idle } = monthlyBill(aUsage({}), 0, { ...bare, queueConsumers: ['a', 'b'] }, assumptions);
    expect(idle).toEqual([expect.objectContaining({ price: 'queueRequest', quantity: 1_296_000 })]);
  });

  it.each([
    ['function', aUsage({ invocations: { lost: 1 } })],
    ['scheduled job', aUsage({}, { lost: nothing })],
  ])('refuses the usage of a %s that the deployment lacks', (what, usage) => {
    expect(() => monthlyBill(usage, 1, bare, assumptions)).toThrow(`the deployment has no ${what} lost`);
  });
});

describe('listPrices', () => {
  it.each(Object.entries(listPrices))('states the source of %s', (_, { dollars, source }) => {
    expect(dollars).toBeGreaterThan(0);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/\S+\/pricing\/|\/pricing\/\S+$/);
  });
});
