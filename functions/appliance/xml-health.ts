// A box's health over the XML form of the Command API, for boxes without the JSON form. HTTP 200 proves nothing here: errors
// come with it too.
import type { TextAnswer } from '../net/https-call.ts';
import type { ApplianceHealth } from './appliance.ts';
import type { BoxCalls } from './box-calls.ts';
import { deniedAnswer, refusalOf, strangeAnswer } from './box-failure.ts';
import { xmlAnswerOf, xmlClusterRoleOf, xmlHealthOf, xmlProductOf } from './xml-answers.ts';
import type { XmlElement } from './xml-text.ts';

const ACTIONS = { get_api_info: 'api_information', check_health: 'health_check', get_appliances: 'appliances' } as const;

/** @throws ApplianceDenied, ApplianceThrottled, ApplianceGarbled, and what the calls throw */
export const xmlHealth = async ({ where, get }: BoxCalls, signal: AbortSignal): Promise<ApplianceHealth> => {
  const pathOf = (action: string): string => `/api/command?action=${action}`;
  const unknown = (action: string, { text }: TextAnswer) => strangeAnswer(where, pathOf(action), text);

  const rootOf = (action: keyof typeof ACTIONS, answer: TextAnswer): XmlElement => {
    const path = pathOf(action);
    // A box that is not well may say so with 500, as in JSON; then only the shape makes it a verdict.
    const mayBeVerdict = action === 'check_health' && answer.status === 500;
    if (answer.status !== 200 && !mayBeVerdict) throw refusalOf(where, path, answer.status);
    const found = xmlAnswerOf(answer.text, ACTIONS[action]);
    if (found === 'error') throw deniedAnswer(where, `${path} is answered with an error of the box's own`);
    if (found === undefined) throw unknown(action, answer);
    return found.root;
  };
  const ask = (action: keyof typeof ACTIONS): Promise<TextAnswer> => get(pathOf(action), signal);

  const info = await ask('get_api_info');
  const product = xmlProductOf(rootOf('get_api_info', info));
  if (product === undefined) throw unknown('get_api_info', info);
  const answer = await ask('check_health');
  const health = xmlHealthOf(rootOf('check_health', answer), product);
  if (!health) throw unknown('check_health', answer);
  const healthy = health.healthy && answer.status === 200;
  // Only Remote Support tells its cluster in XML; a box of the other product is taken for a single one.
  if (product === 'pra') return { ...health, healthy };
  const appliances = await ask('get_appliances');
  const clusterRole = xmlClusterRoleOf(rootOf('get_appliances', appliances), health.applianceId);
  if (clusterRole === undefined) throw unknown('get_appliances', appliances);
  return { ...health, healthy, clusterRole };
};
