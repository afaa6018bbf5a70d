// What a stream may take: memory that does not grow with the backup, and not much more time than two common tools.

export const MEBIBYTE = 1024 * 1024;
export const SMALL_BYTES = 512 * MEBIBYTE;
export const LARGE_BYTES = 2048 * MEBIBYTE;
/** By how much resident memory may grow from the moment at which the bundle is imported. */
export const MOST_GROWTH_BYTES = 128 * MEBIBYTE;
/**
 * And by how much more for the large backup than for the small one, each in its least run: what really grows does so in
 * every run.
 */
const MOST_DIFFERENCE_BYTES = 8 * MEBIBYTE;
/** Time of the two tools by time of the capture. */
export const LEAST_RATIO = 0.7;
export const AIM_RATIO = 1;

/** Growth of resident memory in each run, bytes. */
export interface Growth {
  readonly verb: string;
  readonly small: readonly number[];
  readonly large: readonly number[];
}

/** Middle value; of an even number the upper one of the two. */
export const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

export const mebibytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(1);

export const leastDifference = (small: readonly number[], large: readonly number[]): number =>
  Math.min(...large) - Math.min(...small);

/** What breaks a limit, each as a sentence. */
export const growthBroken = (growths: readonly Growth[]): readonly string[] =>
  growths.flatMap(({ verb, small, large }) => {
    const most = Math.max(...small, ...large);
    const difference = leastDifference(small, large);
    return [
      ...(most < MOST_GROWTH_BYTES
        ? []
        : [`${verb} grew by ${mebibytes(most)} MiB, over the limit of ${mebibytes(MOST_GROWTH_BYTES)} MiB`]),
      ...(difference <= MOST_DIFFERENCE_BYTES
        ? []
        : [
            `${verb} grew by ${mebibytes(difference)} MiB more for 2 GiB than for 512 MiB; at most ${mebibytes(MOST_DIFFERENCE_BYTES)} MiB`,
          ]),
    ];
  });

/** Time of the tools by time of the capture, of each run; empty where the tools are not there. */
export const ratioBroken = (ratios: readonly number[]): readonly string[] =>
  ratios.length === 0 || medianOf(ratios) >= LEAST_RATIO
    ? []
    : [
        `capture has ${medianOf(ratios).toFixed(2)} of the throughput of curl and the AWS CLI, under the limit of ${LEAST_RATIO}`,
      ];
