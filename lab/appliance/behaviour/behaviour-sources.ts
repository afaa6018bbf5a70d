// The public documents on which the simulated appliance is based. Only the beginning of each vendor page was read, in
// November 2026, and no real appliance was available.

export const SOURCES = {
  commandApiJson: 'https://docs.beyondtrust.com/rs/reference/command-api-json',
  commandV2Spec: 'https://github.com/MB1970/pra-vendor-approver (bt-pra-command-v2.openapi.yaml, Command API 2.0.0)',
  configurationSpec:
    'https://github.com/MB1970/pra-vendor-approver (bt-pra-configuration-v1.openapi.yaml, Configuration API 1.12)',
  vendorApprover: 'https://github.com/MB1970/pra-vendor-approver (pra_client.py)',
  terraform: 'https://github.com/BeyondTrust/terraform-provider-sra (api/models.go)',
  authentication: 'https://beyondtrust.com/docs/remote-support/how-to/integrations/api/authentication.htm',
  commandXml: 'https://docs.beyondtrust.com/rs/docs/command',
  checkHealth: 'https://www.beyondtrust.com/docs/remote-support/how-to/integrations/api/command/check_health.htm',
  apiInfo: 'https://www.beyondtrust.com/docs/remote-support/how-to/integrations/api/command/get_api_info-request.htm',
  backupApi: 'https://docs.beyondtrust.com/pra/docs/backup-api',
  failoverApi: 'https://www.beyondtrust.com/docs/remote-support/how-to/failover/failover-api.htm',
  applianceRecovery: 'https://www.beyondtrust.com/docs/remote-support/how-to/disaster-recovery/appliance-recovery.htm',
  dataRecovery: 'https://www.beyondtrust.com/docs/privileged-remote-access/how-to/disaster-recovery/data-recovery.htm',
  integrationClient: 'https://docs.beyondtrust.com/rs/docs/integration-client',
  events: 'https://docs.beyondtrust.com/rs/docs/events',
  recordedTraffic: 'https://github.com/lagartoflojo/ragmob (spec/cassettes, RS 19.1.8)',
  axonius: 'Axonius Bomgar adapter (Python)',
  backupScript: 'https://github.com/bmelad/bomgar-configuration-backup',
  scripts: 'https://github.com/STOBG-Jay/BeyondTrust-RS-Scripts',
  dualAppliancePractice: 'http://www.bomgar.com/remotedesktopaccess/bpdualappliance.htm',
  totp: 'https://www.rfc-editor.org/rfc/rfc6238 (section 5.2)',
  redfish: 'https://www.dmtf.org/sites/default/files/standards/documents/DSP0266_1.20.1.pdf',
  redfishSystem: 'https://redfish.dmtf.org/schemas/v1/ComputerSystem.json',
  badfish: 'https://github.com/quadsproject/badfish/issues/10',
  gofishEtag: 'https://github.com/stmcginnis/gofish/pull/510',
  checkRedfish: 'https://github.com/bb-Ricardo/check_redfish/pull/187',
} as const;

export type SourceName = keyof typeof SOURCES;
