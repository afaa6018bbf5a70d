// Keeps out of the bundles what the SDK holds for operations that nobody calls: a sixth of their size, and none of their behaviour.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const SCHEMAS = /[\\/]@aws-sdk[\\/](client-[^\\/]+)[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;

/**
 * Each operation and shape is described by an array with computed keys, which a bundler takes for something that has an effect. They are
 * data: marked as such, those that nothing refers to are left out.
 */
const markedAsData = (text: string): string =>
  text.replaceAll(/^((?:export )?var [\w$]+ = )(\[[^;]*\]);$/gm, '$1/* @__PURE__ */ (() => $2)();');

/** A client registers a class for every error of all its operations. Those of Systems Manager are 140, for the one operation that we call. */
const ERRORS_BY_NAME: readonly string[] = ['client-ssm'];

/** An error without a class of its own is made of the client's base class and keeps its name and message: all that we ask of these. */
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
