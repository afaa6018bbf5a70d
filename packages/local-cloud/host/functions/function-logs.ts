// What functions print: kept line by line with lab time, and searched for embedded metrics as CloudWatch Logs would.
// Source: "Specification: Embedded metric format" of the CloudWatch user guide.

import { isObject, type JsonObject, listOf, objectOf, optionalNumber, optionalText } from '../../base/json.ts';

export interface LogLine {
  readonly functionName: string;
  /** Lab ms since 1970 at which the line left the function. */
  readonly atMs: number;
  readonly line: string;
}

/** One value out of an embedded metric line. */
export interface EmbeddedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: readonly number[];
  readonly unit?: string;
  readonly atMs: number;
  /** 1 for high resolution, else 60. */
  readonly storageResolutionSeconds: number;
}

const parsed = (line: string): JsonObject | undefined => {
  if (!line.startsWith('{') || !line.includes('CloudWatchMetrics')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch (error) {
    // A line that only resembles JSON is an ordinary log line.
    if (!Error.isError(error)) throw error;
    return undefined;
  }
};

const directiveMetrics = (root: JsonObject, directive: JsonObject, atMs: number): EmbeddedMetric[] => {
  const dimensionSets = listOf(directive.Dimensions);
  const sets = dimensionSets.length === 0 ? [[]] : dimensionSets.map((set) => listOf(set).map(String));
  return listOf(directive.Metrics).flatMap((declared) => {
    const metric = objectOf(declared);
    const name = optionalText(metric.Name) ?? '';
    const values = listOf(root[name]).filter((value): value is number => typeof value === 'number');
    const unit = optionalText(metric.Unit);
    return sets.map((set) => ({
      namespace: optionalText(directive.Namespace) ?? '',
      name,
      dimensions: Object.fromEntries(set.map((dimension) => [dimension, String(root[dimension])])),
      values,
      ...(unit === undefined ? {} : { unit }),
      atMs,
      storageResolutionSeconds: optionalNumber(metric.StorageResolution) ?? 60,
    }));
  });
};

/** The metrics in a log line; none for an ordinary line. */
const embeddedMetrics = (line: string): EmbeddedMetric[] => {
  const root = parsed(line.trim());
  if (root === undefined) return [];
  const header = objectOf(root._aws);
  const atMs = optionalNumber(header.Timestamp) ?? 0;
  return listOf(header.CloudWatchMetrics)
    .flatMap((directive) => directiveMetrics(root, objectOf(directive), atMs))
    .filter(({ values }) => values.length > 0);
};

export interface FunctionLogs {
  /** Takes a piece of output; pieces need not end at line ends. */
  write(functionName: string, text: string): void;
  /** Lines so far, oldest first. */
  lines(functionName?: string): readonly LogLine[];
}

export const functionLogs = (options: {
  readonly nowMs: () => number;
  readonly onLine?: ((line: LogLine) => void) | undefined;
  readonly onMetric?: ((metric: EmbeddedMetric) => void) | undefined;
}): FunctionLogs => {
  const kept: LogLine[] = [];
  const unfinished = new Map<string, string>();
  const keep = (line: LogLine): void => {
    kept.push(line);
    options.onLine?.(line);
    for (const metric of embeddedMetrics(line.line)) options.onMetric?.(metric);
  };
  return {
    write(functionName, text) {
      const pieces = ((unfinished.get(functionName) ?? '') + text).split('\n');
      unfinished.set(functionName, pieces.pop() ?? '');
      for (const line of pieces) keep({ functionName, atMs: options.nowMs(), line });
    },
    lines: (functionName) => kept.filter((line) => functionName === undefined || line.functionName === functionName),
  };
};
