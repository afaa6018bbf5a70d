// How answers of S3 are read alike by all that lies on it: status, names of refusals, the Date header, bounded reading
// of many.

interface Refusal {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const asRefusal = (caught: unknown): Refusal | undefined =>
  typeof caught === 'object' && caught !== null && 'name' in caught ? (caught as Refusal) : undefined;

/** HTTP status of a refused call; undefined where no answer came. */
export const statusOf = (caught: unknown): number | undefined => asRefusal(caught)?.$metadata?.httpStatusCode;

/** The object, version or upload is not there. A bucket that is not there is another matter: that is our own wiring. */
export const isMissing = (caught: unknown): boolean => {
  const name = asRefusal(caught)?.name ?? '';
  if (name === 'NoSuchBucket') return false;
  return ['NoSuchKey', 'NotFound', 'NoSuchVersion', 'NoSuchUpload'].includes(name) || statusOf(caught) === 404;
};

/**
 * A conditional write was not done because of what is there: 412 (another state), 409 (another write in flight), 404
 * (an If-Match on what is gone). After a retry by the SDK it may also be our own write, whose answer was lost. Source:
 * S3 User Guide, "How to prevent object overwrites with conditional writes".
 */
export const isLostRace = (caught: unknown): boolean =>
  isMissing(caught) ||
  ['PreconditionFailed', 'ConditionalRequestConflict'].includes(asRefusal(caught)?.name ?? '') ||
  statusOf(caught) === 412 ||
  statusOf(caught) === 409;

/**
 * Gives each item to `work`, at most `width` at a time; results in the order of the items. The first failure ends it.
 */
export const mapBounded = async <T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const failures: unknown[] = [];
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
};
