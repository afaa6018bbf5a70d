// Which operation a method, path and query mean, for the protocols that bind operations to HTTP (S3, Route 53, Lambda).
import { type OperationShape, requiredMembersOf, type SdkShapes } from './schema.ts';

interface Route {
  readonly shape: OperationShape;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly fixedQuery: readonly (readonly [string, string | undefined])[];
  readonly neededQuery: readonly string[];
}

export interface RouteMatch {
  readonly shape: OperationShape;
  readonly labels: Readonly<Record<string, string>>;
}

const neededQueryOf = (shape: OperationShape): string[] =>
  requiredMembersOf(shape.input)
    .map(([, member]) => member.getMergedTraits().httpQuery)
    .filter((name) => typeof name === 'string');

const routeOf = (shape: OperationShape): Route | undefined => {
  if (shape.http === undefined) return undefined;
  const [method, uri] = shape.http;
  const [path = '/', query = ''] = uri.split('?');
  const labels: string[] = [];
  const pattern = path.replace(/\{(\w+)(\+?)\}/g, (_whole, label: string, greedy: string) => {
    labels.push(label);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  const fixedQuery = query
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('x-id='))
    .map((part): [string, string | undefined] => {
      const [name = '', value] = part.split('=');
      return [name, value];
    });
  return {
    shape,
    method,
    path: new RegExp(`^${pattern}/?$`),
    labels,
    fixedQuery,
    neededQuery: neededQueryOf(shape),
  };
};

/** x-id only repeats the operation's name; a client that leaves it out is still understood. */
const namesAnother = (shape: OperationShape, query: URLSearchParams): boolean =>
  query.has('x-id') && shape.http?.[1].includes('x-id=') === true && query.get('x-id') !== shape.name;

const weight = (route: Route): number => route.fixedQuery.length * 10 + route.neededQuery.length;

/** A function from request line to operation; the most specific route wins. */
export const router = (shapes: SdkShapes) => {
  const rank = ({ shape }: Route): number => (shapes.emulated.includes(shape.name) ? 0 : 1);
  const routes = [...shapes.operations.values()]
    .map(routeOf)
    .filter((route) => route !== undefined)
    .sort((one, other) => weight(other) - weight(one) || rank(one) - rank(other));
  return (
    method: string,
    path: string,
    query: URLSearchParams,
    admits: (shape: OperationShape) => boolean,
  ): RouteMatch | undefined => {
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (match === null || !admits(route.shape) || namesAnother(route.shape, query)) continue;
      if (
        !route.fixedQuery.every(
          ([name, value]) => query.has(name) && (value === undefined || query.get(name) === value),
        )
      )
        continue;
      if (!route.neededQuery.every((name) => query.has(name))) continue;
      const labels = Object.fromEntries(
        route.labels.map((label, index) => [label, decodeURIComponent(match[index + 1] ?? '')]),
      );
      return { shape: route.shape, labels };
    }
    return undefined;
  };
};
