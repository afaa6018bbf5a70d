// Time budgets that several states share.

export const quick = { functionTimeoutSeconds: 30, taskTimeoutSeconds: 40 } as const;
export const brief = { ...quick, expectedSeconds: 1 } as const;
export const probing = { ...quick, expectedSeconds: 2, loop: { waitSeconds: 2, attempts: 30 } } as const;
