// When Lambda refuses a call before any code of the function runs. Source: the errors of Invoke in the Lambda API
// reference, and "Lambda function states" of the developer guide: a function in a VPC that was idle for weeks is
// Inactive; the first call fails and makes Lambda provide its network interfaces again, which is when it becomes
// Active.
import type { LabClock } from '../base/clock.ts';

export interface Refusal {
  /** Such as ResourceNotReadyException. */
  readonly errorType: string;
  readonly errorMessage: string;
  /** How long Lambda keeps refusing after the first refused call. */
  readonly forMs: number;
}

/** How long the interfaces take is assumed: the documents say "this can take several minutes". */
export const inactive = (forMs: number): Refusal => ({
  errorType: 'ResourceNotReadyException',
  errorMessage:
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  forMs,
});

export interface Refusals {
  add(functionName: string, refusal: Refusal): void;
  end(functionName: string): void;
  /** The refusal of a call made now; undefined if Lambda accepts it. */
  of(functionName: string): Refusal | undefined;
}

export const refusals = (clock: LabClock): Refusals => {
  const standing = new Map<string, { readonly refusal: Refusal; firstMs?: number }>();
  return {
    add: (functionName, refusal) => void standing.set(functionName, { refusal }),
    end: (functionName) => void standing.delete(functionName),
    of(functionName) {
      const found = standing.get(functionName);
      if (found === undefined) return undefined;
      found.firstMs ??= clock.nowMs();
      return clock.nowMs() - found.firstMs < found.refusal.forMs ? found.refusal : undefined;
    },
  };
};
