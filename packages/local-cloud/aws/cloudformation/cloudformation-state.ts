// The stacks that CloudFormation reports as deployed: names and outputs alone. Whoever loads a template adds it here.

/** A deployed stack. */
export interface DeployedStack {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly createdMs: number;
}

export interface CloudFormationState {
  readonly stacks: Map<string, DeployedStack>;
  /** Adds a stack, or replaces one of that name. */
  deploy(stack: Pick<DeployedStack, 'name' | 'description' | 'outputs'>): void;
}

export const cloudFormationState = (account: {
  readonly region: string;
  readonly accountId: string;
  readonly nowMs: () => number;
}): CloudFormationState => {
  const stacks = new Map<string, DeployedStack>();
  return {
    stacks,
    deploy: (stack) => {
      const arn = `arn:aws:cloudformation:${account.region}:${account.accountId}:stack/${stack.name}/lab`;
      stacks.set(stack.name, { ...stack, arn, createdMs: account.nowMs() });
    },
  };
};
