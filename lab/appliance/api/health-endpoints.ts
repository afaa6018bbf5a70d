// The three health endpoints of a simulated appliance: the public probe, the JSON verdict with its cache, and the older
// XML form.
import type { Appliance } from '../state/appliance.ts';
import { answer, answerJson, answerXml, begin, type Endpoint, escapeMarkup } from '../state/exchange.ts';

const CACHE_MS = 60_000;
const SICK = 'The appliance failed its internal health check.';
export const XML_NAMESPACE = 'https://www.beyondtrust.com/namespaces/API/command';

const isSick = (appliance: Appliance): boolean => appliance.failureModes.health === 'sick';
const role = (appliance: Appliance): string => appliance.failureModes.role ?? appliance.stored.role;

/** GET /check_health: for load balancers and probes; does not report the role. */
export const probe: Endpoint = (exchange) => {
  exchange.appliance.shows('health.probe-text');
  if (exchange.appliance.failureModes.health === 'never-ends') {
    exchange.appliance.shows('wire.until-closed');
    exchange.response.useChunkedEncodingByDefault = false;
    begin(exchange, 'health.probe', 200, { 'Content-Type': 'text/plain; charset=UTF-8' });
    exchange.response.write('Success.\n');
    return;
  }
  const sick = isSick(exchange.appliance);
  const { probeText } = exchange.appliance.failureModes;
  if (probeText !== undefined && !sick) {
    answer(exchange, 'health.soft-success', 200, 'text/html; charset=UTF-8', probeText);
    return;
  }
  answer(
    exchange,
    'health.probe',
    sick ? 500 : 200,
    'text/plain; charset=UTF-8',
    sick ? 'Health check failed.\n' : 'Success.\n',
  );
};

const verdict = (appliance: Appliance): { status: number; body: object } => ({
  status: isSick(appliance) ? 500 : 200,
  body: {
    version: appliance.failureModes.versionUnreported ? null : appliance.binding.version,
    build: appliance.failureModes.versionUnreported ? null : appliance.binding.build,
    appliance_hostname: `${appliance.options.name}.${appliance.binding.siteName}`,
    appliance_id: appliance.guid,
    cluster_role: appliance.failureModes.cluster ?? 'single',
    failover_role: role(appliance),
    enabled_shared_ips: null,
    last_data_sync: null,
    last_data_sync_status: null,
    ...(isSick(appliance) ? { message: SICK } : {}),
  },
});

/** GET /api/command/v2/health: a 500 with this shape is a verdict, not a fault; up to a minute old. */
export const healthJson: Endpoint = (exchange) => {
  const { appliance } = exchange;
  const now = appliance.clock.nowMs();
  if (appliance.healthAnswer === undefined || now - appliance.healthAnswer.atMs >= CACHE_MS)
    appliance.healthAnswer = { atMs: now, ...verdict(appliance) };
  else appliance.shows('health.json-cache');
  answerJson(exchange, 'health.json', appliance.healthAnswer.status, appliance.healthAnswer.body);
};

/** /api/command?action=check_health. */
export const healthXml: Endpoint = (exchange) => {
  const { appliance } = exchange;
  const { version, build, siteName } = appliance.binding;
  appliance.shows('health.xml-status');
  const trouble = isSick(appliance) ? `\n\t<error_message>${escapeMarkup(SICK)}</error_message>` : '';
  answerXml(
    exchange,
    'health.xml',
    `<health_check xmlns="${XML_NAMESPACE}">
\t<appliance id="${appliance.guid}">${escapeMarkup(`${appliance.options.name}.${siteName}`)}</appliance>
\t<version>${escapeMarkup(`${version} (${build}-0123456789abcdef0123456789abcdef01234567)`)}</version>

\t<success>${isSick(appliance) ? '0' : '1'}</success>${trouble}
\t<failover_role>${role(appliance)}</failover_role>
\t
</health_check>`,
  );
};
