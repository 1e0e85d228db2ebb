type Step = () => Promise<unknown>;

/** What has to be undone, in the reverse of the order in which it was added. */
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
