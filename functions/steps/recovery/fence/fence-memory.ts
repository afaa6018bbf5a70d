// What one attempt of Fence tells the next: it passes through the execution's data, so it is small and holds no secret.
import type { AnswersWhileOff } from '../../../domain/power/contradiction.ts';

/** What is known of the methods between two rounds, by their place in the settings. */
export interface FenceMemory {
  /** Methods that refused us for good: never asked again in this recovery. */
  readonly refused: readonly number[];
  /** Methods that took the request to switch off. */
  readonly asked: readonly number[];
  /** By place: the step that was taken last, and when. */
  readonly taken?: Readonly<Record<string, { readonly step: string; readonly at: string }>>;
  /** A method reads the appliance as off, and it answers. */
  readonly answers?: AnswersWhileOff;
  /** Methods whose word was disproved. */
  readonly contradicted?: readonly number[];
  /** A controller said that the appliance runs although a person said that it cannot serve. */
  readonly contrary?: readonly string[];
}

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
export const isSpent = ({ refused, contradicted = [] }: FenceMemory, methods: number): boolean =>
  new Set([...refused, ...contradicted]).size >= methods;
