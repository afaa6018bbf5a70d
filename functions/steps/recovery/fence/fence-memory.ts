// What one attempt of Fence passes to the next. It is part of the execution's data, so it is small and holds no secret.
import type { FenceMemory } from '../../../contract/workflow/step-answers.ts';

/** Only the memory of an earlier attempt's answer. */
export const memoryOf = (previous: Partial<FenceMemory> | undefined): FenceMemory => {
  const { refused = [], asked = [], taken, answers, contradicted, contrary } = previous ?? {};
  return {
    refused,
    asked,
    ...(taken && { taken }),
    ...(answers && { answers }),
    ...(contradicted && { contradicted }),
    ...(contrary && { contrary }),
  };
};

/** Whether no method is left that could still confirm the fence. */
export const isReleased = ({ refused, contradicted = [] }: FenceMemory, methods: number): boolean =>
  new Set([...refused, ...contradicted]).size >= methods;
