// The settings schema as JSON Schema, so that an editor completes and checks twinbox.yaml as you type.
import * as z from 'zod/mini';
import { DESCRIPTIONS } from './descriptions.ts';
import { FileSettings } from './file-schema.ts';

/** The subset of JSON Schema that our settings use. */
export interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly description?: string;
  readonly default?: unknown;
}

const describe = (node: SchemaNode, path: string): SchemaNode => {
  const description = DESCRIPTIONS[path];
  const alternatives = node.oneOf?.map((one) => describe(one, path));
  return {
    ...(description === undefined ? {} : { description }),
    ...node,
    ...(node.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(node.properties).map(([key, child]) => [
              key,
              describe(child, path ? `${path}.${key}` : key),
            ]),
          ),
        }
      : {}),
    ...(node.items ? { items: describe(node.items, `${path}[]`) } : {}),
    ...(alternatives ? { oneOf: alternatives } : {}),
  };
};

/** Schema of the whole file. */
const settingsSchema = (): SchemaNode => ({
  ...describe(z.toJSONSchema(FileSettings, { io: 'input' }) as SchemaNode, ''),
});

/** The file as it is committed. */
export const settingsSchemaText = (): string =>
  `${JSON.stringify({ title: 'twinbox.yaml', ...settingsSchema() }, null, 2)}\n`;

/** The nodes that may describe the value at the path: several for alternatives, none if the path is not allowed. */
export const schemaNodesAt = (path: readonly PropertyKey[]): readonly SchemaNode[] => {
  const withAlternatives = (node: SchemaNode): readonly SchemaNode[] => [...(node.oneOf ?? node.anyOf ?? [node])];
  const step = (nodes: readonly SchemaNode[], key: PropertyKey): readonly SchemaNode[] =>
    nodes
      .map((node) => (typeof key === 'number' ? node.items : node.properties?.[String(key)]))
      .filter((node) => node !== undefined)
      .flatMap(withAlternatives);
  return path.reduce<readonly SchemaNode[]>(step, withAlternatives(settingsSchema()));
};
