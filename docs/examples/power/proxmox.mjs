// A power device: virtual machines on Proxmox VE. Its token needs VM.Audit and VM.PowerMgmt on these
// machines only.
// API: https://pve.proxmox.com/pve-docs/api-viewer/

/** Every state that is not listed is unknown. */
const POWER = { running: 'on', stopped: 'off' };
/** Tasks under which a machine changes its power; it is `running` until they end. */
const CHANGING = ['qmstart', 'qmstop', 'qmshutdown', 'qmreboot', 'qmreset', 'qmsuspend', 'qmigrate'];
const COMMANDS = {
  'off force': 'stop',
  'off graceful': 'shutdown',
  'on force': 'start',
  'on graceful': 'start',
};

/**
 * @param call ({ method, path, headers, body? }) → { status, body }: one HTTPS request to the cluster; body is text.
 * @param machines appliance → { node, vmid }
 * @param token `user@realm!name=secret`
 */
export const proxmox = ({ call, machines, token }) => {
  const ask = async (method, path, body) => {
    const headers = {
      authorization: `PVEAPIToken=${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await call({ method, path: `/api2/json${path}`, headers, body });
    if (answer.status !== 200) throw new Error(`Proxmox VE answered ${method} ${path} with HTTP ${answer.status}`);
    return JSON.parse(answer.body).data;
  };
  const pathOf = (appliance) => {
    if (!Object.hasOwn(machines, appliance)) throw new Error(`no machine is configured for ${appliance}`);
    const { node, vmid } = machines[appliance];
    return `/nodes/${node}/qemu/${vmid}`;
  };
  /** Whether a task that changes its power is under way. */
  const changes = async (appliance) => {
    const { node, vmid } = machines[appliance];
    const tasks = await ask('GET', `/nodes/${node}/tasks?source=active&vmid=${vmid}`);
    return tasks.some(({ type }) => CHANGING.includes(type));
  };
  const commandOf = (power, how) => COMMANDS[`${power} ${how}`];

  return {
    read: async (appliance) => {
      const path = pathOf(appliance);
      const [status, config, isChanging] = await Promise.all([
        ask('GET', `${path}/status/current`),
        ask('GET', `${path}/config`),
        changes(appliance),
      ]);
      const uuid = /(?:^|,)uuid=([0-9a-f-]{36})/i.exec(config.smbios1 ?? '')?.[1];
      // A paused machine keeps its memory and its addresses, and can serve again at once.
      const paused = status.status === 'running' && status.qmpstatus !== undefined && status.qmpstatus !== 'running';
      return {
        identity: { ...(uuid === undefined ? {} : { uuid }), hostName: config.name },
        power: paused || isChanging ? 'changing' : (POWER[status.status] ?? 'unknown'),
      };
    },
    plan: async (appliance, power, how) => `POST ${pathOf(appliance)}/status/${commandOf(power, how)}`,
    change: async (appliance, power, how) => {
      const path = `${pathOf(appliance)}/status/${commandOf(power, how)}`;
      await ask('POST', path, '');
      return `POST ${path}`;
    },
  };
};
