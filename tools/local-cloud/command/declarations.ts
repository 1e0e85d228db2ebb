import type { Deployment } from '../deployment.ts';

/** Declarations that the local cloud reads once, at its start, as JSON texts by kind and name. */
export type Declarations = Readonly<Record<string, Readonly<Record<string, string>>>>;

const texts = (named: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [name, JSON.stringify(value)]));

export const declarationsOf = ({
  routes,
  schedules,
  consumers,
  queues,
  rules,
  tables,
}: Pick<Deployment, 'routes' | 'schedules' | 'consumers' | 'queues' | 'rules' | 'tables'>): Declarations => ({
  route: texts(routes),
  'scheduled job': texts(schedules),
  consumer: texts(consumers),
  queue: texts(queues),
  rule: texts(rules),
  table: texts(tables),
});

/** The differences in words, such as `new route get-thing`. */
export const declarationChanges = (before: Declarations, after: Declarations): readonly string[] =>
  Object.keys(after).flatMap((kind) => {
    const [earlier = {}, later = {}] = [before[kind], after[kind]];
    const names = [...new Set([...Object.keys(earlier), ...Object.keys(later)])];
    return names.flatMap((name) => {
      if (earlier[name] === undefined) return [`new ${kind} ${name}`];
      if (later[name] === undefined) return [`removed ${kind} ${name}`];
      return earlier[name] === later[name] ? [] : [`changed ${kind} ${name}`];
    });
  });
