type Step = () => Promise<unknown>;

/** Steps to undo, in reverse order of addition. */
export interface Teardown {
  add(step: Step): void;
  run(): Promise<void>;
}

export const createTeardown = (): Teardown => {
  const steps: Step[] = [];
  return {
    add: (step) => void steps.push(step),
    async run() {
      for (let step = steps.pop(); step; step = steps.pop()) await step();
    },
  };
};
