// What the simulated appliance and its power controller do, one row for each behaviour, and how reliable each
// is: a passing scenario over an assumed row proves only our assumption, not the real appliance.
import type { SourceName } from './behaviour-sources.ts';

/**
 * `documented`: vendor text or specification. `observed`: recorded traffic or working third-party code. `assumed`: our
 * own guess.
 */
export type Evidence = 'documented' | 'observed' | 'assumed';

export interface Behaviour {
  readonly message: string;
  readonly evidence: Evidence;
  /** Empty only for assumed rows. */
  readonly sources: readonly SourceName[];
}

const documented = (message: string, ...sources: SourceName[]): Behaviour => ({
  message,
  evidence: 'documented',
  sources,
});
const observed = (message: string, ...sources: SourceName[]): Behaviour => ({ message, evidence: 'observed', sources });
const assumed = (message: string, ...sources: SourceName[]): Behaviour => ({ message, evidence: 'assumed', sources });

export const BEHAVIOURS = {
  'wire.headers': observed(
    'Apache headers, chunked, Connection: close, global_warnings cookie on every answer',
    'recordedTraffic',
  ),
  'wire.close': documented('the connection is closed after every call', 'commandXml', 'commandV2Spec'),
  'wire.not-found': documented('an unknown path, /api/restore among them, is 404', 'commandV2Spec', 'backupApi'),
  'wire.method': documented('HEAD wherever GET is, OPTIONS answers Allow, other methods 405', 'commandV2Spec'),
  'wire.unknown-parameter': documented('an unknown query field of Command v2 is 400', 'commandV2Spec'),
  'wire.management-apart': assumed(
    'an appliance can be set to answer its API and /login in its management network alone, else 403',
  ),
  'wire.until-closed': assumed(
    'a body may have neither a length nor chunks and end with its connection, as a proxy for HTTP/1.0 sends it',
  ),
  'wire.broken': assumed('a hung appliance finishes the TLS handshake and never answers'),
  'oauth.token': documented(
    'POST /oauth2/token, Basic and form, gives a Bearer token',
    'commandApiJson',
    'authentication',
  ),
  'oauth.other-forms': observed('credentials in the form, or a JSON body, work as well', 'scripts'),
  'oauth.session-cookie': observed('the token call also sets the ns_sl cookie', 'recordedTraffic'),
  'oauth.invalid-client': observed('bad client credentials are 401 invalid_client', 'recordedTraffic', 'axonius'),
  'oauth.bad-request': assumed('a grant type other than client_credentials is 400 unsupported_grant_type'),
  'oauth.token-lifetime': documented('a token lives one hour', 'commandApiJson', 'authentication'),
  'oauth.token-cap': documented('a 31st token silently kills the oldest', 'commandApiJson', 'authentication'),
  'oauth.secret-change': documented('a new secret kills all tokens', 'commandApiJson', 'authentication'),
  'oauth.restart': assumed('a restart or a restore kills all tokens'),
  'oauth.access-denied': documented('a bad token gets JSON access_denied, from XML endpoints too', 'commandV2Spec'),
  'oauth.access-denied-status': assumed('the status of access_denied is 401', 'commandV2Spec'),
  'api.permission': documented('an account that lacks the permission gets 403', 'commandV2Spec', 'backupApi'),
  'api.rate-limit': documented('20 calls a second, 15000 an hour, X-RateLimit headers', 'commandV2Spec'),
  'api.over-limit': assumed('a call over the limit is 429 with Retry-After'),
  'api.throttled': assumed(
    'a call over some limit has any status of 4xx or 5xx with Retry-After, or with X-RateLimit-Remaining 0',
  ),
  'oauth.lenient': assumed(
    'a token without expires_in or with a text in it, and an error under status 200',
    'authentication',
  ),
  'oauth.allow-list': assumed(
    'an account used from outside its allow-list is refused like one that is not known',
    'authentication',
  ),
  'configuration.totals': documented(
    'pages of a collection carry X-BT-Pagination headers and Link',
    'configurationSpec',
  ),
  'configuration.pages': observed(
    'group-policy, jump-group, jumpoint and vault/account are paged like user',
    'terraform',
    'scripts',
  ),
  'configuration.page-size': observed('per_page is 5 to 100', 'vendorApprover'),
  'configuration.unknown-parameter': documented(
    'an unknown query field of the Configuration API is 401',
    'configurationSpec',
  ),
  'configuration.vault-permission': assumed('vault accounts want a permission of their own, else 403', 'commandV2Spec'),
  'health.probe': documented(
    'GET /check_health without authentication is 200 or 500 with a line of text',
    'checkHealth',
    'failoverApi',
  ),
  'health.probe-text': assumed('the text of /check_health'),
  'health.soft-success': assumed(
    '/check_health may be 200 with another text than usual, such as that of a maintenance page',
  ),
  'health.untold': assumed('version and build may be null, and /info may lack the product or be an error with 200'),
  'sign-in.list': observed(
    'GET /get_mech_list?version=3 names product, sign-in mechanisms and the default to anybody',
    'terraform',
  ),
  'health.json': documented('GET /health is 200, or 500 with the same object and a message', 'commandV2Spec'),
  'health.json-cache': documented('asked again within a minute, /health may answer from its cache', 'commandV2Spec'),
  'health.xml': observed('check_health as XML with optional elements really absent', 'checkHealth', 'recordedTraffic'),
  'health.xml-status': assumed('XML check_health is 200 also when success is 0'),
  'info.json': documented('GET /info: permissions, versions of the APIs, product', 'commandV2Spec'),
  'info.xml': observed('get_api_info as XML; no company_name any more', 'apiInfo', 'recordedTraffic'),
  'command.error': documented('an unknown action answers with an error element, status 200', 'commandXml'),
  'command.users': documented('GET /user: who is signed in, and session_count of each', 'commandV2Spec'),
  'backup.capture': documented('GET or POST /api/backup gives one binary body', 'backupApi', 'integrationClient'),
  'backup.headers': assumed('application/octet-stream, chunked, Content-Disposition with an .nsb name'),
  'backup.busy': assumed('while another backup is in progress a request for one is 409 with a message'),
  'backup.password': assumed('the optional password protects the file that is made', 'backupApi'),
  'backup.event': documented('a backup writes the event backup_created', 'events'),
  'backup.false-success': observed('a failed login answers 200 with the text Invalid credentials', 'backupScript'),
  'backup.label': assumed('a message in place of a backup may be labelled as one, and a backup as a page'),
  'backup.failures': assumed('error pages and JSON with 200, empty, cut, slow, shrunken and damaged bodies'),
  'restore.door': assumed("the lab's private way in; the real appliance only has an upload form behind /login"),
  'restore.replaces': documented(
    'a restore brings configuration and accounts, and overwrites failover settings',
    'dataRecovery',
  ),
  'restore.outage': assumed('the service goes away during a restore and comes back by itself'),
  'restore.binding': assumed('another product, version, build or site is refused', 'dualAppliancePractice'),
  'restore.password': assumed('a backup made with a password needs it again', 'backupApi'),
  'restore.damaged': assumed('a damaged, cut or foreign file is refused and changes nothing'),
  'restore.failures': assumed('refused, ignored with and without a restart, answer lost, never comes back'),
  'login.pages': assumed(
    'the pages behind /login: their paths, fields and words, one of many sets by seed',
    'dataRecovery',
  ),
  'login.session': assumed(
    'a session cookie from the first page on; a page for who is not signed in leads to the sign-in page',
  ),
  'login.csrf': assumed(
    'a token against forgery as hidden field, as cookie and header, or in a meta tag; without it 419',
  ),
  'login.methods': assumed('another way of signing in may stand before the local account'),
  'login.wrong-password': assumed('a wrong password is counted and answered with the form again, status 200'),
  'login.lock': assumed('the third wrong password locks the account until a restart'),
  'login.totp': assumed('an account with an authenticator is asked for its code on a page of its own'),
  'login.code-once': documented('a code of an authenticator is taken once', 'totp'),
  'login.too-long': assumed('an upload that is longer than a limit is answered with 413 before it has come in'),
  'login.agreement': assumed('an agreement may have to be accepted after the password, or before the sign-in'),
  'login.expired': assumed('an expired password leads to a page that wants a new one'),
  'login.upload': assumed('the upload is a multipart form with the file and its password', 'integrationClient'),
  'login.licence-form': assumed('a second upload form beside it takes licences'),
  'login.confirmation': assumed('a page may ask for confirmation between upload and restore'),
  'login.file-refused': assumed('a file that is not taken is answered with a message on a page, status 200'),
  'login.success-text': assumed('success is a sentence on a page, after a redirect'),
  'login.failure modes': assumed('forms that are gone, sessions that are lost, uploads that nobody speaks of'),
  'login.astray': assumed('redirects to another origin or in a circle, pages without end'),
  'client.page': assumed('the start page shows the configuration, so that clients can be distinguished from guesses'),
  'client.failing': assumed('the start page may be 503 while /check_health is 200'),
  'client.standby': documented('an appliance with role backup does not accept clients', 'applianceRecovery'),
  'power.loss': assumed('configuration and role survive a loss of power'),
  'redfish.root': documented('the service root is readable without authentication', 'redfish'),
  'redfish.authentication': documented('everything else wants Basic authentication, else 401', 'redfish'),
  'redfish.system': documented('a system reports its PowerState and its reset action', 'redfishSystem'),
  'redfish.reset': documented('ComputerSystem.Reset answers 204; an unknown type 400', 'redfish', 'redfishSystem'),
  'redfish.sessions': documented(
    'POST to Sessions answers 201 with X-Auth-Token and Location; DELETE ends it',
    'redfish',
  ),
  'redfish.refusals': observed('a reset type that is listed can be refused with 400 or 409 all the same', 'badfish'),
  'redfish.etags': observed('an action wants If-Match (428, 412), or refuses it (412)', 'redfish', 'gofishEtag'),
  'redfish.redirects': observed('308 to the path with a final slash, for POST as well', 'checkRedfish'),
  'redfish.failures': assumed('refuses, lies, takes its time, is out of reach'),
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;

/** Records that a behaviour was shown, so that tests know which rows they have exercised. */
export type Shows = (behaviour: BehaviourName) => void;
