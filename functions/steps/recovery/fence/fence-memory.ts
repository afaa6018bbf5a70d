// What one attempt of Fence tells the next: it passes through the execution's data, so it is small and holds no secret.
import type { FenceMemory } from '../../../contract/workflow/step-answers.ts';

/** What an earlier attempt left, and nothing else of its answer. */
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

/** Methods that may still confirm something. */
export const isReleased = ({ refused, contradicted = [] }: FenceMemory, methods: number): boolean =>
  new Set([...refused, ...contradicted]).size >= methods;
