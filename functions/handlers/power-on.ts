// PowerOn's function: powers an appliance on and waits until it answers.
import { powerOn } from '../steps/recovery/planned/power-on.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  powerOn({ ...tools.step(...given), ...tools.probe(...given), ...tools.powers(...given) })) satisfies Wire<'power-on'>;
