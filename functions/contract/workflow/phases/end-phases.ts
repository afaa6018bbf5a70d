// The states that end an execution, and the one that runs an operator’s command.
import { DONE, FAILED, type Phase } from '../phase.ts';
import { brief } from './budgets.ts';

export const END_PHASES = [
  {
    state: 'Finish',
    verb: 'finish',
    result: 'finish',
    ...brief,
    description: 'Releases the lease, writes the report and notifies the operators.',
    next: { finished: DONE },
  },
  {
    state: 'StandDown',
    verb: 'stand-down',
    result: 'standDown',
    ...brief,
    description: 'Ends the recovery because the situation has changed. Nothing that users see was changed.',
    next: { finished: DONE },
  },
  {
    state: 'Operate',
    verb: 'operate',
    result: 'operate',
    ...brief,
    description: 'Runs one operation that needs no lease, such as status or pause (docs/verbs.md lists all).',
    next: { finished: DONE },
  },
  {
    state: 'CheckReadiness',
    verb: 'check-readiness',
    result: 'checkReadiness',
    functionTimeoutSeconds: 300,
    taskTimeoutSeconds: 320,
    expectedSeconds: 10,
    description:
      'Makes every check of readiness: could the pair fail over right now, and if not, why? It changes nothing. A schedule calls the same function every hour.',
    next: { finished: DONE },
  },
  {
    state: 'SetPrimary',
    verb: 'set-primary',
    result: 'setPrimary',
    functionTimeoutSeconds: 60,
    taskTimeoutSeconds: 70,
    expectedSeconds: 5,
    description:
      'Takes over what a person moved by hand, if users, the appliance and its role agree with that: a new epoch, the roles, the quarantine of the old primary, and the claim in the zone.',
    next: { finished: DONE },
  },
  {
    state: 'Halt',
    verb: 'halt',
    result: 'halt',
    functionTimeoutSeconds: 60,
    taskTimeoutSeconds: 70,
    expectedSeconds: 1,
    description:
      'Leaves everything in its present state, replaces the lease with a hold, and notifies the operators of what is done, what is left, and the input to continue with.',
    next: { halted: FAILED },
  },
] as const satisfies readonly Phase[];
