// ShutDown's function: asks a healthy primary to shut itself down.
import { shutDown } from '../steps/recovery/planned/shut-down.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  shutDown({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.probe(...given),
    ...tools.api(...given),
    ...tools.powers(...given),
  })) satisfies Wire<'shut-down'>;
