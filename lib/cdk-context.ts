// Reads CDK's feature flags from cdk.json, as the CDK command line does, so that the app gives the same template when
// plain Node runs it.
import { readFileSync } from 'node:fs';

/** The context of cdk.json. */
export const cdkContext = (): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  return context;
};
