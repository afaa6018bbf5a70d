// Replays every permission request of the green scenarios against the mutated template. A scenario fails at the first
// refusal, so a refusal here kills the mutation without running the scenario again.
import {
  type Authorization,
  authorization,
  type Question,
} from '../../../packages/local-cloud/host/iam/authorization.ts';
import { policiesIn, type StackPolicies } from '../../../packages/local-cloud/host/iam/iam-policies.ts';
import { loadTemplate } from '../../../packages/local-cloud/host/template/template.ts';
import { STACK_NAME } from '../../scenario/setup/assembly.ts';
import type { EditableTemplate, Mutation } from '../mutations/mutation.ts';
import type { Recording } from '../scenarios/recording.ts';
import { killed, survived, untouched, type Verdict } from './verdict.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000' };

export interface PermissionReplay {
  /** Whether the recorded requests notice this mutation. */
  verdictOn(mutation: Mutation, recordings: readonly Recording[]): Verdict;
}

const load = (assemblyDirectory: string, edit?: (template: EditableTemplate) => void): StackPolicies =>
  policiesIn(
    loadTemplate({ ...PLACE, assemblyDirectory, stackName: STACK_NAME, ...(edit === undefined ? {} : { edit }) }),
  );

const holderOf = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Whether an action of a statement, with its wildcards, covers this one. */
const names = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i').test(action);

const allowed = (authority: Authorization, question: Question): boolean => {
  if (question.action !== 'sts:AssumeRole') return authority.decide(question).allowed;
  return authority.mayAssume(question.principal, question.resource, String(question.context?.['aws:SourceArn']))
    .allowed;
};

export const permissionReplay = (assemblyDirectory: string): PermissionReplay => {
  const unchanged = load(assemblyDirectory);
  return {
    verdictOn({ edit, actions = [] }, recordings) {
      const changed = load(assemblyDirectory, edit);
      const authority = authorization(changed, PLACE);
      const concerns = ({ principal, action, resource }: Question): boolean =>
        action === 'sts:AssumeRole'
          ? !same(unchanged.roles.get(resource)?.trust, changed.roles.get(resource)?.trust)
          : !same(unchanged.roles.get(principal), changed.roles.get(principal)) ||
            !same(unchanged.resourcePolicies.get(holderOf(resource)), changed.resourcePolicies.get(holderOf(resource)));
      let asked = 0;
      for (const { scenario, granted } of recordings) {
        for (const question of granted.filter(concerns)) {
          if (actions.some((action) => names(action, question.action))) asked += 1;
          if (!allowed(authority, question))
            return killed(
              scenario,
              `refused: ${question.principal} requests ${question.action} on ${question.resource}`,
            );
        }
      }
      const why = `the scenarios make ${asked} requests with its actions, and all are still allowed`;
      return asked === 0 ? untouched('no scenario requests what it allows') : survived(why);
    },
  };
};
