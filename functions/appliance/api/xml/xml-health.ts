// An appliance's health from the XML form of the Command API, for appliances without the JSON form. HTTP 200 proves
// nothing here, as errors have it too.
import type { TextAnswer } from '../../../net/call.ts';
import type { ApplianceHealth } from '../../appliance.ts';
import type { ApplianceCalls } from '../appliance-calls.ts';
import { deniedAnswer, refusalOf, strangeAnswer } from '../appliance-failure.ts';
import { asksPatience } from '../pace/throttling.ts';
import { xmlAnswerOf, xmlClusterRoleOf, xmlHealthOf, xmlProductOf } from './xml-answers.ts';
import type { XmlElement } from './xml-text.ts';

const ACTIONS = {
  get_api_info: 'api_information',
  check_health: 'health_check',
  get_appliances: 'appliances',
} as const;

/** The XML API refuses an action by its own error element, or by a status. */
const REFUSED: readonly number[] = [400, 401, 403, 404, 405, 422];

/**
 * Leaves unknown what the appliance does not report: the product then comes from `productOf`; the cluster role may be
 * missing.
 * @throws ApplianceDenied, ApplianceThrottled, ApplianceGarbled, and what the calls throw
 */
export const xmlHealth = async (
  { where, get }: ApplianceCalls,
  productOf: () => Promise<string>,
  signal: AbortSignal,
): Promise<ApplianceHealth> => {
  const pathOf = (action: string): string => `/api/command?action=${action}`;
  const unknown = (action: string, { text }: TextAnswer) => strangeAnswer(where, pathOf(action), text);
  const ask = (action: keyof typeof ACTIONS): Promise<TextAnswer> => get(pathOf(action), signal);

  const rootOf = (action: keyof typeof ACTIONS, answer: TextAnswer): XmlElement | 'refused' => {
    if (asksPatience(answer)) throw refusalOf(where, pathOf(action), answer);
    if (REFUSED.includes(answer.status)) return 'refused';
    // An unhealthy appliance may answer 500, as in JSON; then only the shape makes it a verdict.
    const mayBeVerdict = action === 'check_health' && answer.status === 500;
    if (answer.status !== 200 && !mayBeVerdict) throw refusalOf(where, pathOf(action), answer);
    const found = xmlAnswerOf(answer.text, ACTIONS[action]);
    if (found === 'error') return 'refused';
    if (found === undefined) throw unknown(action, answer);
    return found.root;
  };

  const info = rootOf('get_api_info', await ask('get_api_info'));
  const answer = await ask('check_health');
  const root = rootOf('check_health', answer);
  if (root === 'refused') {
    if (answer.status !== 200) throw refusalOf(where, pathOf('check_health'), answer);
    throw deniedAnswer(where, `the appliance answers ${pathOf('check_health')} with its own error`);
  }
  const health = xmlHealthOf(root, (info === 'refused' ? undefined : xmlProductOf(info)) ?? (await productOf()));
  if (!health) throw unknown('check_health', answer);
  const healthy = health.healthy && answer.status === 200;
  const listed = await ask('get_appliances');
  const appliances = rootOf('get_appliances', listed);
  // Both products get this request. An appliance that does not know it, or refuses it, counts as a single one.
  if (appliances === 'refused') return { ...health, healthy };
  const clusterRole = xmlClusterRoleOf(appliances, health.applianceId);
  if (clusterRole === undefined) throw unknown('get_appliances', listed);
  return { ...health, healthy, clusterRole };
};
