/** Limits of the bundle of a function. */
export interface BundleBudget {
  readonly bytes: number;
  /** Own modules. */
  readonly modules: number;
}

export type BundleBudgets = Readonly<Record<string, BundleBudget>>;

/** How far a bundle may grow before its budget has to be raised. */
export const toleratedGrowth = 0.02;

/** Every bundle that has outgrown its budget or has none, and every budget without a bundle, each as a sentence. */
export const budgetProblems = (budgets: BundleBudgets, measured: BundleBudgets): readonly string[] => [
  ...Object.entries(measured).flatMap(([name, { bytes, modules }]) => {
    const budget = budgets[name];
    if (!budget) return [`${name} has no budget`];
    return [
      ...(bytes > budget.bytes * (1 + toleratedGrowth)
        ? [
            `${name}: ${bytes} bytes, ${((bytes / budget.bytes - 1) * 100).toFixed(1)} % above the budget of ${budget.bytes}`,
          ]
        : []),
      ...(modules > budget.modules * (1 + toleratedGrowth)
        ? [`${name}: ${modules} modules of the project, above the budget of ${budget.modules}`]
        : []),
    ];
  }),
  ...Object.keys(budgets)
    .filter((name) => measured[name] === undefined)
    .map((name) => `${name} has a budget and no bundle`),
];
