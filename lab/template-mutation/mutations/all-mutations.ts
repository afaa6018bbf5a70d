// All mutations of a template. They are found by the form of the template alone, without any name of the product.
import { alarmMutations } from './alarm-mutations.ts';
import { linkMutations } from './link-mutations.ts';
import type { EditableTemplate, Mutation } from './mutation.ts';
import { statementMutations } from './statement-mutations.ts';
import { transitionMutations } from './transition-mutations.ts';

/** All mutations in a stable order. @throws when two mutations have the same id */
export const mutationsOf = (template: EditableTemplate): readonly Mutation[] => {
  const all = [
    ...linkMutations(template),
    ...statementMutations(template),
    ...transitionMutations(template),
    ...alarmMutations(template),
  ];
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new Error(`two mutations have the id ${twice.id}`);
  return all;
};
