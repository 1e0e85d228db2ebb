/** Metrics that CloudWatch adds in one alarm. */
const mostMetrics = 10;

/** Resources that one alarm watches. */
export interface AlarmGroup<I extends string> {
  /** Kebab-case; the class, and from its second group on its number: `queries`, `queries-2`. */
  readonly name: string;
  readonly ids: readonly I[];
}

/** The members of each class, in its order, in as few groups as CloudWatch allows; a class without members has none. */
export const alarmGroups = <I extends string>(
  classes: Readonly<Record<string, readonly I[]>>,
): readonly AlarmGroup<I>[] =>
  Object.entries(classes).flatMap(([name, ids]) =>
    Array.from({ length: Math.ceil(ids.length / mostMetrics) }, (_, index) => ({
      name: index === 0 ? name : `${name}-${index + 1}`,
      ids: ids.slice(index * mostMetrics, (index + 1) * mostMetrics),
    })),
  );
