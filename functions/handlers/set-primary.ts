// SetPrimary's function: takes over what a person moved by hand.
import { setPrimary } from '../steps/operate/set-primary.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  setPrimary({
    ...tools.records(...given),
    ...tools.messages(...given),
    ...tools.traffic(...given),
    ...tools.probe(...given),
    ...tools.api(...given),
  })) satisfies Wire<'set-primary'>;
