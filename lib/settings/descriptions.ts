// What each setting means, in a sentence or two. Editors show it, and faults quote it.

const APPLIANCE = 'pairs[].appliances[]';
const POWER = `${APPLIANCE}.power[]`;
const RESTORE = `${APPLIANCE}.restore`;

/** Path → meaning; `[]` is any element of a list. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'home.region':
    'AWS region in which Twinbox runs, such as eu-central-1. Choose one that does not fail together with either site.',
  'home.reserveConcurrency':
    'true: reserves Lambda concurrency for Twinbox, so that other functions of the account cannot use it up. The account needs a sufficient quota.',
  'notify.operators': 'Whom the alarms and each recovery notify.',
  'notify.operators.email': 'E-mail addresses. Each address has to confirm once, by a link that AWS sends.',
  'notify.operators.https': 'https URLs to which Twinbox posts messages, such as a chat or an on-call service.',
  network: 'Your own network in AWS, for connections with `via: network`. It needs a route to the internet and to AWS.',
  'network.subnetIds':
    'Ids of private subnets, ideally in two zones, with routes to the appliances and, through NAT, to the internet.',
  'network.securityGroupIds':
    'Ids of security groups that allow outbound traffic from the functions to the appliances, to AWS and to DNS.',
  pairs: 'The pairs of appliances. Each pair gives one service.',
  'pairs[].name':
    'Short name of the pair. It is part of the names of its stack and of all its resources, so do not change it.',
  'pairs[].service.names': 'Public host names of the service: the DNS records that Twinbox moves.',
  'pairs[].service.ports': 'Ports on which clients use the service. Twinbox checks each port after a move.',
  'pairs[].appliances': 'The two appliances.',
  [`${APPLIANCE}.name`]: 'Lasting name of the appliance: its site, never its role.',
  [`${APPLIANCE}.address`]: "The appliance's own public IPv4 address: the users' path, never a VPN.",
  [`${APPLIANCE}.port`]: 'Port at that address.',
  [`${APPLIANCE}.management`]:
    "Where Twinbox reaches the appliance's API and its pages behind /login, if that differs from the users' path.",
  [`${APPLIANCE}.management.address`]: 'IPv4 address of the management path. It may be private.',
  [`${APPLIANCE}.management.port`]: 'Port at that address.',
  [`${APPLIANCE}.management.via`]: 'network: through the network of these settings. Default: over the internet.',
  [`${APPLIANCE}.secret`]: 'Name of the Secrets Manager secret {clientId, clientSecret, backupPassword?}.',
  [`${APPLIANCE}.site.pathWitnesses`]:
    'host:port of devices beside the appliance. They distinguish a dead appliance from a dead line.',
  [`${APPLIANCE}.restore.method`]:
    "How Twinbox restores a backup. login-form: through the appliance's own pages behind /login. lambda: through your own function.",
  [`${APPLIANCE}.restore.functionArn`]: 'ARN of the Lambda function that restores a backup to this appliance.',
  [`${RESTORE}.secret`]:
    'Name of the secret {user, password, totpSeed?} of the account for /login. Twinbox reads it only if automation is ask or act.',
  [`${RESTORE}.hints`]:
    'Facts that the pages do not show clearly enough. Each hint overrides what Twinbox finds by reading the pages.',
  [`${RESTORE}.hints.loginPath`]: 'Path of the page with the sign-in form for local accounts. Default: /login.',
  [`${RESTORE}.hints.signInMethod`]:
    'The sign-in method to choose if the form offers several: its exact name or value, or words from it. A changed value lifts a remembered refusal.',
  [`${RESTORE}.hints.userField`]: 'Name of the field for the user in the sign-in form.',
  [`${RESTORE}.hints.acceptAgreement`]:
    'true: Twinbox accepts in your name an agreement that the sign-in shows. Default: an agreement stops the restore.',
  [`${RESTORE}.hints.uploadPath`]:
    'Path of the page with the form that takes a backup. Default: Twinbox searches for it.',
  [`${RESTORE}.hints.fileField`]: 'Name of the field for the file in that form.',
  [`${RESTORE}.hints.passwordField`]: 'Name of the field for the backup password in that form.',
  [`${RESTORE}.hints.successText`]: 'Words that the page shows once the restore has begun.',
  [`${APPLIANCE}.power`]:
    'Methods to power off the appliance and to read that it is off, in the order in which Twinbox tries them.',
  [`${POWER}.method`]:
    'redfish: the DMTF interface of a management controller. ec2: an instance of Amazon EC2. lambda: your own function. operator: a person confirms that the appliance is off. none: Twinbox cannot power off the appliance.',
  [`${POWER}.instanceId`]: 'Id of the instance that runs the appliance, in the account of Twinbox.',
  [`${POWER}.region`]: 'AWS region of the instance.',
  [`${POWER}.tag`]: 'A tag of the instance. Twinbox commands the instance only if it has this tag.',
  [`${POWER}.tag.key`]: 'Key of the tag.',
  [`${POWER}.tag.value`]: 'Value of the tag.',
  [`${POWER}.functionArn`]: 'ARN of your Lambda function with the contract twinbox/power/1.',
  [`${POWER}.address`]:
    'redfish: IPv4 address of the management controller. ec2: one of the addresses of the instance. Twinbox commands the instance only if it has this address.',
  [`${POWER}.port`]: 'Port at that address.',
  [`${POWER}.via`]: 'network: through the network of these settings. Default: over the internet.',
  [`${POWER}.systemPath`]:
    'Path of the system in Redfish, such as /redfish/v1/Systems/1. Default: the only system of the controller.',
  [`${POWER}.readSecret`]:
    'Name of a secret {user, password} that may only read power. With it, Twinbox also checks the controller of a pair that it only observes.',
  [`${POWER}.secret`]:
    'Name of the secret {user, password} of the management controller. Twinbox reads it only if automation is ask or act.',
  [`${POWER}.tls.ca`]:
    'Certificates (PEM) that sign the certificate of the management controller. Default: the public authorities.',
  [`${POWER}.tls.serverName`]: 'Name in the certificate of the management controller.',
  [`${APPLIANCE}.tls.ca`]:
    'Certificates (PEM) that sign the certificate of the appliance. Default: the public authorities.',
  [`${APPLIANCE}.tls.pins`]:
    "Instead of ca: the appliance's own certificate (PEM), and its successor during a renewal. At most two. Twinbox still checks names and dates.",
  [`${APPLIANCE}.patched`]:
    "Patch level of the appliance's base software, which has no API. Readiness compares the two appliances.",
  [`${APPLIANCE}.patched.level`]: 'The level as the appliance shows it under /appliance.',
  [`${APPLIANCE}.patched.on`]: 'Date on which you read it, such as 2026-11-28.',
  'pairs[].attested': 'What you attest for readiness, each with a date, because no API reports it.',
  'pairs[].attested.vaultKey':
    'Date of the last backup of the Vault encryption key of the primary. No configuration backup holds that key.',
  'pairs[].attested.capacity': 'Date on which you compared disk, memory and processors of both appliances.',
  'pairs[].attested.licence': 'Date on which you compared the licences of both appliances.',
  'pairs[].attested.siteName': 'Date on which you compared the site names of both appliances under /appliance.',
  'pairs[].attested.separate':
    'Date on which you made sure that the two appliances share no host, zone or power strip.',
  'pairs[].preferred': 'Name of the appliance that runs the service when all is well.',
  'pairs[].standby.quiet':
    'Why a restored standby does no harm beside the primary (e-mails, integrations, directory syncs, scheduled jobs). isolated: its network blocks outbound traffic. attested: you confirm that it does no harm. Default: Twinbox refuses drills.',
  'pairs[].traffic.mode': 'dns-record: Twinbox points the A record in Route 53 at the other appliance.',
  'pairs[].traffic.ttlSeconds': 'TTL of the A record: after a move, clients may use the old address for this long.',
  'pairs[].traffic.zones': 'The public hosted zone of the names.',
  'pairs[].traffic.zones[].id': 'Id of the hosted zone, such as Z0123456789ABCDEFGHIJ.',
  'pairs[].traffic.nameServers': "Authoritative servers as ip:port. Default: the zone's own.",
  'pairs[].traffic.parents':
    'Servers of the root, or of a zone above the names, as ip:port. From them on, Twinbox follows the delegation of the names. Default: the root servers.',
  'pairs[].traffic.resolvers':
    "Resolvers of the service's clients, as ip:port. The report says what they still answer.",
  'pairs[].watch.roundSeconds': 'Time from one round of probes to the next.',
  'pairs[].watch.failuresToAlarm':
    'Consecutive failed rounds before Twinbox notifies the operators and starts a recovery.',
  'pairs[].watch.certificateDays': 'A certificate of either appliance that expires in fewer days raises an alarm.',
  'pairs[].watch.witnesses':
    'https URLs of external services that always answer. They distinguish a dead appliance from a fault at our own end. Two or more.',
  'pairs[].backup.everyMinutes': 'Time from one capture to the next.',
  'pairs[].backup.between':
    'Hours in which Twinbox schedules captures, in local time, such as 22:00-06:00 Europe/London. Default: all day. A capture puts load on the appliance.',
  'pairs[].backup.keepDays':
    'Days for which nobody can delete a backup without special rights. Twinbox removes older backups, but never the newest ten good ones.',
  'pairs[].backup.minShrinkRatio':
    'A backup smaller than this share of the best one of baselineDays is suspect: Twinbox keeps it, raises an alarm and never chooses it on its own.',
  'pairs[].backup.baselineDays':
    'Days of backups among which Twinbox finds the best good one, to compare a new one with.',
  'pairs[].backup.minBytes':
    'A first backup of at most this size is suspect: Twinbox has nothing to compare it with, and error pages and empty archives are small.',
  'pairs[].backup.maxBytes':
    'Twinbox aborts a capture larger than this: an appliance that never stops sending sends no backup.',
  'pairs[].policy.automation':
    'observe: Twinbox watches, captures and notifies, and changes nothing. ask: Twinbox restores and checks the standby, then asks a person to approve. act: Twinbox moves the service without a person.',
  'pairs[].policy.actAfterSeconds':
    'Uninterrupted outage after which Twinbox fences the old appliance. It restores the standby in the meantime.',
  'pairs[].policy.answerWithinMinutes':
    'How long a recovery waits for a person to approve it. Without an answer it halts with the standby ready, and moves nobody.',
  'pairs[].policy.onUnconfirmedFence':
    'What to do if nothing confirms that the old appliance is off. halt: an operator decides. proceed: continue, and both may serve.',
  'pairs[].policy.rpoMinutes':
    'Recovery point objective: an alarm is raised when the newest backup is older than this.',
  'pairs[].policy.rtoMinutes': 'Recovery time objective: synth warns if a recovery is expected to take longer.',
  'pairs[].policy.soakDays':
    'Days after an upgrade of the primary during which the standby may run the previous version without an alarm.',
  'pairs[].windows':
    'Weekly service windows, such as {appliance: london, weekly: Sun 02:00 Europe/London, minutes: 120}. Twinbox acts by itself on no outage that stood in one.',
  'pairs[].policy.coolDownMinutes': 'Time after a recovery in which no automatic recovery starts.',
};
