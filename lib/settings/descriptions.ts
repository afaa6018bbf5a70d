// What each setting means, in one sentence: an editor shows it, and a fault quotes it.

const APPLIANCE = 'pairs[].appliances[]';
const POWER = `${APPLIANCE}.power[]`;
const RESTORE = `${APPLIANCE}.restore`;

/** Path → meaning; `[]` stands for any element of a list. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'home.region': 'AWS region in which Twinbox runs, such as eu-central-1. Choose one that shares its fate with neither site.',
  'home.reserveConcurrency':
    'true: concurrency of Lambda is set aside for Twinbox, so that no other function of the account can use it up. Needs a quota that allows it.',
  'notify.operators': 'Who is told by the alarms and by each recovery.',
  'notify.operators.email': 'E-mail addresses. Each has to confirm once, by a link that AWS sends.',
  'notify.operators.https': 'https URLs to which messages are posted, for example of a chat or of an on-call service.',
  network: 'Your own network in AWS, for what is reached by `via: network`. It needs a way to the internet and to AWS.',
  'network.subnetIds':
    'Ids of private subnets, best in two zones, whose routes lead to the appliances and, by NAT, to the internet.',
  'network.securityGroupIds': 'Ids of security groups that let the functions out to the appliances, to AWS and to DNS.',
  pairs: 'The pairs of appliances; each pair gives one service.',
  'pairs[].name': 'Short name of the pair. It is in the names of its stack and of all that is in it, so keep it.',
  'pairs[].service.names': 'Public host names of the service: the records that are moved.',
  'pairs[].service.ports': 'Ports on which clients use the service; each is checked after a move.',
  'pairs[].appliances': 'The two appliances.',
  [`${APPLIANCE}.name`]: 'Lasting name of the appliance: its site, never its role.',
  [`${APPLIANCE}.address`]: "The appliance's own public IPv4 address: the path of its users, never a VPN.",
  [`${APPLIANCE}.port`]: 'Port at that address.',
  [`${APPLIANCE}.management`]:
    'Where the API of the appliance and its pages behind /login are reached, if not on the path of its users.',
  [`${APPLIANCE}.management.address`]: 'IPv4 address of the management path; it may be private.',
  [`${APPLIANCE}.management.port`]: 'Port at that address.',
  [`${APPLIANCE}.management.via`]: 'network: through the network of these settings. Left out: over the internet.',
  [`${APPLIANCE}.secret`]: 'Name of the Secrets Manager secret {clientId, clientSecret, backupPassword?}.',
  [`${APPLIANCE}.site.pathWitnesses`]:
    'host:port of things that stand beside the appliance: they tell a dead appliance from a dead line.',
  [`${APPLIANCE}.restore.method`]:
    "How a backup is restored. login-form: through the appliance's own pages behind /login. lambda: a function of your own.",
  [`${APPLIANCE}.restore.functionArn`]: 'ARN of the Lambda function that restores a backup to this appliance.',
  [`${RESTORE}.secret`]:
    'Name of the secret {user, password, totpSeed?} of the account for /login; it is read only where automation is act.',
  [`${RESTORE}.hints`]: 'What the pages do not tell clearly enough; each hint overrides what is found by reading them.',
  [`${RESTORE}.hints.loginPath`]: 'Path of the page with the sign-in form for local accounts; /login where left out.',
  [`${RESTORE}.hints.signInMethod`]:
    'The sign-in method to choose where the form offers several: its exact name or value, else words of it. Changing it lifts a remembered refusal.',
  [`${RESTORE}.hints.userField`]: 'Name of the field for the user in the sign-in form.',
  [`${RESTORE}.hints.acceptAgreement`]:
    'true: an agreement that is shown at the sign-in is accepted in your name. Left out: it stops the restore.',
  [`${RESTORE}.hints.uploadPath`]: 'Path of the page with the form that takes a backup; it is looked for where left out.',
  [`${RESTORE}.hints.fileField`]: 'Name of the field for the file in that form.',
  [`${RESTORE}.hints.passwordField`]: 'Name of the field for the password of the backup in that form.',
  [`${RESTORE}.hints.successText`]: 'Words that stand on the page once the restore has begun.',
  [`${APPLIANCE}.power`]: 'Ways to switch the appliance off and to read that it is off, in the order in which they are tried.',
  [`${POWER}.method`]: 'redfish: the DMTF interface of a management controller. none: nothing can; a person confirms.',
  [`${POWER}.address`]: 'IPv4 address of the management controller.',
  [`${POWER}.port`]: 'Port at that address.',
  [`${POWER}.via`]: 'network: through the network of these settings. Left out: over the internet.',
  [`${POWER}.systemPath`]:
    'Path of the system in Redfish, such as /redfish/v1/Systems/1. Left out: the only system of the controller.',
  [`${POWER}.readSecret`]:
    'Name of a secret {user, password} that may only read power. With it a pair that is observed is checked as well.',
  [`${POWER}.secret`]:
    'Name of the secret {user, password} of the management controller; it is read only where automation is act.',
  [`${POWER}.tls.ca`]: 'Certificates (PEM) that sign the management controller; the public ones where left out.',
  [`${POWER}.tls.serverName`]: 'Name in the certificate of the management controller.',
  [`${APPLIANCE}.tls.ca`]: 'Certificates (PEM) that sign the appliance; the public ones where left out.',
  [`${APPLIANCE}.tls.pins`]:
    "In place of ca: the appliance's own certificate (PEM), and its successor while it is being renewed. Two at most; names and dates are checked all the same.",
  'pairs[].preferred': 'Name of the appliance on which the service lives when all is well.',
  'pairs[].standby.quiet':
    'Why a restored standby does no harm beside the primary (e-mails, integrations, directory syncs, scheduled jobs). isolated: its network keeps it from reaching anything outside. attested: you state that it does none. Left out: a drill is refused.',
  'pairs[].traffic.mode': 'dns-record: the A record in Route 53 is pointed at the other appliance.',
  'pairs[].traffic.ttlSeconds': 'TTL of the A record: the longest time for which callers still go to the old address.',
  'pairs[].traffic.zones': 'The public hosted zone of the names.',
  'pairs[].traffic.zones[].id': 'Id of the hosted zone, such as Z0123456789ABCDEFGHIJ.',
  'pairs[].traffic.nameServers': "Authoritative servers as ip:port; the zone's own where left out.",
  'pairs[].traffic.parents':
    'Servers of the root, or of a zone above the names, as ip:port: from them on it is asked to which servers the world is sent. The root servers where left out.',
  'pairs[].traffic.resolvers': "Resolvers of the service's callers, as ip:port: what they still give is told in the report.",
  'pairs[].watch.roundSeconds': 'Time from one round of probes to the next.',
  'pairs[].watch.failuresToAlarm': 'Failed rounds in a row until people are notified and a recovery starts.',
  'pairs[].watch.certificateDays': 'A certificate of either appliance that ends in fewer days raises an alarm.',
  'pairs[].watch.witnesses':
    'https URLs of outside things that always answer: they tell a dead appliance from a blind watcher. Two or more.',
  'pairs[].backup.everyMinutes': 'Time from one capture to the next.',
  'pairs[].backup.between':
    'Hours in which captures are scheduled, such as 22:00-06:00 Europe/London: local time, all day where left out. A capture makes the appliance work.',
  'pairs[].backup.keepDays':
    'Days for which a backup cannot be deleted by anyone without special rights; after them it is removed, but never the newest ten good ones.',
  'pairs[].backup.minShrinkRatio':
    'A backup smaller than this part of the best of baselineDays is suspect: kept, alarmed, never chosen by itself.',
  'pairs[].backup.baselineDays': 'Days over which the best good backup is what a new one is compared with.',
  'pairs[].backup.minBytes':
    'A first backup of no more bytes is suspect: there is nothing to compare it with, and pages and empty archives are small.',
  'pairs[].backup.maxBytes': 'A capture of more bytes is given up: an appliance that never stops sending sends no backup.',
  'pairs[].policy.automation': 'observe: watch, capture and tell, touch nothing. act: move the service without a person.',
  'pairs[].policy.actAfterSeconds': 'Outage without a gap after which the old appliance is fenced; the restore runs meanwhile.',
  'pairs[].policy.onUnconfirmedFence':
    'What to do when nothing confirms that the old appliance is off. halt: a person decides. proceed: go on; both may serve.',
  'pairs[].policy.rpoMinutes': 'Recovery point objective: a newest backup older than this raises an alarm.',
  'pairs[].policy.rtoMinutes': 'Recovery time objective: synth warns where more is expected.',
  'pairs[].policy.soakDays':
    'Days after an upgrade of the primary for which the standby may run what it ran before, without an alarm.',
  'pairs[].policy.coolDownMinutes': 'Time after a recovery in which none starts by itself.',
};
