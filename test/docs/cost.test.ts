import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dollarsOf, monthlyBill } from '../../tools/cost/bill.ts';
import { resourcesOf, type TemplateResource } from '../../tools/cost/resources-of.ts';
import { usageSchema } from '../../tools/cost/usage.ts';
import { synthesized } from '../harness/infra/synthesized.ts';

const text = readFileSync('docs/cost.md', 'utf8');
const usage = usageSchema.parse(JSON.parse(readFileSync('tools/cost/usage.json', 'utf8')));

const { stacks: _stacks, ...templates } = synthesized({ stage: 'prod' });
const resources = Object.values(templates).flatMap(
  (template) => Object.values(template.toJSON()['Resources']) as TemplateResource[],
);
const bill = monthlyBill(usage, 1_000_000, resourcesOf(resources, 'order-service-prod-'), {
  millisecondsPerInvocation: 40,
  monthsStored: 1,
});

/** The rows of a table below a row with a total in bold, as amounts in cents. */
const partsBelow = (title: string): readonly number[] => {
  const [, below = ''] = text.split(`| **${title}**`);
  const rows = below.split('\n').slice(1);
  const parts = rows.slice(
    0,
    rows.findIndex((row) => !/^\| [^*]/.test(row)),
  );
  return parts.map((row) => Math.round(Number(/([\d.]+) \|$/.exec(row)?.[1]) * 100));
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

describe('the arithmetic of docs/cost.md', () => {
  it.each([
    ['of a million orders', bill.orders],
    ['of a month without an order', bill.idle],
  ])('agrees with the bill %s, part by part', (title, items) => {
    const dollars = dollarsOf(items).toFixed(2);
    const parts = partsBelow(title);
    expect(parts.length).toBeGreaterThan(4);
    expect(text).toMatch(new RegExp(`\\*\\*${title}\\*\\*.*\\*\\*${dollars}\\*\\* \\|`));
    expect(sum(parts)).toBe(Math.round(Number(dollars) * 100));
  });

  it('lists as many write units as were measured', () => {
    const [, steps = ''] = text.split('## Write units of an order');
    const units = [...steps.matchAll(/([\d.]+) \|$/gm)].map(([, amount]) => Number(amount));
    expect(sum(units)).toBeCloseTo(usage.perOrder.writeUnits, 0);
  });

  it('names in docs/scaling.md the write units of each table, which come to the same', () => {
    const row = /^\| write units, all tables \| (.*) \(/m.exec(readFileSync('docs/scaling.md', 'utf8'))?.[1];
    const [total, ...ofTables] = (row ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(total).toBe(sum(ofTables));
    expect(total).toBe(Math.round(usage.perOrder.writeUnits));
  });
});
