// What the input of a recovery asks for: which kind, by whom, and where a planned move leads.
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import { wrongInput } from '../../../contract/workflow/verbs/parse-input.ts';
import type { StartInput } from '../../../contract/workflow/verbs/verbs.ts';
import type { Recovery, RecoveryKind, RecoveryTrigger } from '../../../domain/model/recovery.ts';
import { namesOf } from '../../pairs/read-pairs.ts';

/** Only a person starts what is planned. */
export const triggerOf = (asked: StartInput): RecoveryTrigger => ('trigger' in asked ? asked.trigger : 'person');

/** A failback is the switchover that leads to the preferred appliance. */
export const kindOf = ({ kind }: StartInput): RecoveryKind => (kind === 'failback' ? 'switchover' : kind);

/**
 * The appliance that a planned move leads to; undefined for anything else.
 * @throws WrongInput if the pair has no such appliance
 */
export const targetOf = (asked: StartInput, settings: PairSettings): string | undefined => {
  if (asked.kind === 'failback') return settings.preferred;
  if (asked.kind !== 'switchover') return undefined;
  const { to } = asked;
  const names = namesOf(settings);
  if (names.includes(to)) return to;
  throw wrongInput([`to: ${settings.name} has no appliance ${to}; it has ${names.join(' and ')}`]);
};

/** What a person said of a planned recovery. */
export const plannedOf = (asked: StartInput): Pick<Recovery, 'asked' | 'endSessions'> => {
  if (asked.kind === 'failover' || asked.kind === 'drill' || asked.kind === 'fence') return {};
  const endSessions = asked.kind !== 'reprotect' && asked.endSessions;
  return { asked: { by: asked.by, reason: asked.reason }, ...(endSessions && { endSessions }) };
};
