// CDK's feature flags stand in cdk.json, where its command line reads them. Whoever starts the app by Node alone gets them from the same
// place, so that both give the same template.
import { readFileSync } from 'node:fs';

/** The context of cdk.json. */
export const cdkContext = (): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  return context;
};
