// Translates the XML answers of an appliance into our own terms. Sources: the vendor's pages on check_health,
// get_api_info and get_appliances, and recorded answers of Remote Support 19.1.
import { ownValue } from '../../../domain/text/own-value.ts';
import type { ApplianceHealth } from '../../appliance.ts';
import { HealthAnswer, healthOf } from '../api-answers.ts';
import { childOf, parseXml, type XmlElement } from './xml-text.ts';

/**
 * Permissions of an API account that only one product has: no answer names the product itself. Both have those of the
 * Vault.
 */
const PRODUCT_OF: Readonly<Record<string, 'rs' | 'pra'>> = {
  perm_real_time_state: 'rs',
  perm_reporting_support: 'rs',
  perm_reporting_presentation: 'rs',
  perm_reporting_archive: 'rs',
  perm_reporting: 'pra',
};

/** `error` is the appliance's own error element, which it sends with any status; undefined is an unknown answer. */
export type XmlAnswer = { readonly root: XmlElement } | 'error' | undefined;

/** The root if it has that name. An error is the root or inside it. */
export const xmlAnswerOf = (text: string, rootName: string): XmlAnswer => {
  const root = parseXml(text);
  if (!root) return undefined;
  if (root.name === 'error') return 'error';
  if (root.name !== rootName) return undefined;
  return root.children.some(({ name }) => name === 'error') ? 'error' : { root };
};

/** Product of a root api_information; undefined if its permissions fit neither product or both. */
export const xmlProductOf = (root: XmlElement): 'rs' | 'pra' | undefined => {
  const permissions = childOf(root, 'permissions')?.children ?? [];
  const found = new Set(permissions.flatMap(({ attributes }) => ownValue(PRODUCT_OF, attributes.name ?? '') ?? []));
  const [product] = found;
  return found.size === 1 ? product : undefined;
};

/**
 * Cluster role of the appliance with that id in a root appliances; `single` if the list names no other appliance.
 * Undefined if it names others, and not this one or not its role.
 */
export const xmlClusterRoleOf = (root: XmlElement, applianceId: string): string | undefined => {
  const listed = root.children.filter(({ name }) => name === 'appliance');
  const own = listed.find(({ attributes }) => attributes.id?.toLowerCase() === applianceId);
  const role = own && childOf(own, 'cluster_role')?.text;
  const hasOthers = listed.some((one) => one !== own);
  if (!role) return hasOthers ? undefined : 'single';
  // Old releases use other words.
  return role === 'master' ? 'primary' : role;
};

/** Such as `19.1.8 (37380-<commit>)`; the JSON form gives the number of the build alone. */
const VERSION = /^(\S+)(?: \((\d+)(?:[^\d)][^)]*)?\))?$/;

/**
 * A root health_check in our own terms; undefined if it does not have the documented shape. It does not report
 * clusters.
 */
export const xmlHealthOf = (root: XmlElement, product: string): ApplianceHealth | undefined => {
  const said = (name: string): string | undefined => childOf(root, name)?.text;
  const [, version, build] = VERSION.exec(said('version') ?? '') ?? [];
  const success = said('success');
  const role = said('failover_role');
  if ((success !== '1' && success !== '0') || role === undefined) return undefined;
  const health = HealthAnswer.safeParse({
    version,
    build,
    appliance_hostname: said('appliance'),
    appliance_id: childOf(root, 'appliance')?.attributes.id,
    failover_role: role,
  });
  return health.success ? healthOf(success === '1', health.data, product) : undefined;
};
