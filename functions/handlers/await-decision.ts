// AwaitDecision's function: each call probes once and reads the pause once.
import { awaitDecision } from '../steps/recovery/confirm/await-decision.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  awaitDecision({ ...tools.step(...given), ...tools.vantage(...given) })) satisfies Wire<'await-decision'>;
