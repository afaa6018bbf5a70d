// AwaitDecision's function: each call probes once and reads the pause and a person's answer once.
import { awaitDecision } from '../steps/recovery/confirm/await-decision.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  awaitDecision({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.vantage(...given),
  })) satisfies Wire<'await-decision'>;
