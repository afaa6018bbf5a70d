// All mutations of a template, found in the template alone: no name of the product stands here.
import { alarmMutations } from './alarm-mutations.ts';
import { linkMutations } from './link-mutations.ts';
import type { EditableTemplate, Mutation } from './mutation.ts';
import { statementMutations } from './statement-mutations.ts';
import { transitionMutations } from './transition-mutations.ts';

/** In a lasting order; every id is there once. @throws when two would have the same */
export const mutationsOf = (template: EditableTemplate): readonly Mutation[] => {
  const all = [
    ...linkMutations(template),
    ...statementMutations(template),
    ...transitionMutations(template),
    ...alarmMutations(template),
  ];
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new Error(`two mutations are called ${twice.id}`);
  return all;
};
