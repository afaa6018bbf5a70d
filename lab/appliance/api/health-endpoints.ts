// The three ways a simulated box tells how it is: the open probe, the JSON verdict with its cache, and the older XML form.
import type { Box } from '../state/box.ts';
import { answer, answerJson, answerXml, begin, type Endpoint, escapeMarkup } from '../state/exchange.ts';

const CACHE_MS = 60_000;
const SICK = 'The appliance failed its internal health check.';
export const XML_NAMESPACE = 'https://www.beyondtrust.com/namespaces/API/command';

const isSick = (box: Box): boolean => box.moods.health === 'sick';
const role = (box: Box): string => box.moods.role ?? box.stored.role;

/** GET /check_health: for load balancers and probes; says nothing about the role. */
export const probe: Endpoint = (exchange) => {
  exchange.box.shows('health.probe-text');
  if (exchange.box.moods.health === 'never-ends') {
    exchange.box.shows('wire.until-closed');
    exchange.response.useChunkedEncodingByDefault = false;
    begin(exchange, 'health.probe', 200, { 'Content-Type': 'text/plain; charset=UTF-8' });
    exchange.response.write('Success.\n');
    return;
  }
  const sick = isSick(exchange.box);
  const { probeText } = exchange.box.moods;
  if (probeText !== undefined && !sick) {
    answer(exchange, 'health.soft-success', 200, 'text/html; charset=UTF-8', probeText);
    return;
  }
  answer(exchange, 'health.probe', sick ? 500 : 200, 'text/plain; charset=UTF-8', sick ? 'Health check failed.\n' : 'Success.\n');
};

const verdict = (box: Box): { status: number; body: object } => ({
  status: isSick(box) ? 500 : 200,
  body: {
    version: box.moods.versionUntold ? null : box.binding.version,
    build: box.moods.versionUntold ? null : box.binding.build,
    appliance_hostname: `${box.options.name}.${box.binding.siteName}`,
    appliance_id: box.guid,
    cluster_role: box.moods.cluster ?? 'single',
    failover_role: role(box),
    enabled_shared_ips: null,
    last_data_sync: null,
    last_data_sync_status: null,
    ...(isSick(box) ? { message: SICK } : {}),
  },
});

/** GET /api/command/v2/health: a 500 with this shape is a verdict, not a fault; up to a minute old. */
export const healthJson: Endpoint = (exchange) => {
  const { box } = exchange;
  const now = box.clock.nowMs();
  if (box.healthAnswer === undefined || now - box.healthAnswer.atMs >= CACHE_MS)
    box.healthAnswer = { atMs: now, ...verdict(box) };
  else box.shows('health.json-cache');
  answerJson(exchange, 'health.json', box.healthAnswer.status, box.healthAnswer.body);
};

/** /api/command?action=check_health. */
export const healthXml: Endpoint = (exchange) => {
  const { box } = exchange;
  const { version, build, siteName } = box.binding;
  box.shows('health.xml-status');
  const trouble = isSick(box) ? `\n\t<error_message>${escapeMarkup(SICK)}</error_message>` : '';
  answerXml(
    exchange,
    'health.xml',
    `<health_check xmlns="${XML_NAMESPACE}">
\t<appliance id="${box.guid}">${escapeMarkup(`${box.options.name}.${siteName}`)}</appliance>
\t<version>${escapeMarkup(`${version} (${build}-0123456789abcdef0123456789abcdef01234567)`)}</version>

\t<success>${isSick(box) ? '0' : '1'}</success>${trouble}
\t<failover_role>${role(box)}</failover_role>
\t
</health_check>`,
  );
};
