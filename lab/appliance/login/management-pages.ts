// The pages of a simulated appliance after sign-in: a home page, a management page with links, and the software page
// with its forms: download of a backup, upload of one, and a second upload that takes licences.
import { csrfInput, type LoginEndpoint, type LoginVisit, showPage } from './login-visit.ts';

export const showHome: LoginEndpoint = (visit) =>
  showPage(visit, 200, 'Status', `<p>Welcome. Site ${visit.exchange.appliance.binding.siteName} is running.</p>`);

export const showManagement: LoginEndpoint = (visit) => {
  const { names } = visit.set;
  showPage(
    visit,
    200,
    'Management',
    `<p><a href="${names.management.split('?')[0]}/security">Security</a> <a href="${names.software}">${names.softwareLink}</a>
<a href="${names.management.split('?')[0]}/reset?all=1">Reset configuration to the last backup</a></p>`,
  );
};

/** Two forms of one template have the same ids. */
const idOf = ({ set }: LoginVisit, own: string): string => (set.sharedIds ? 'upload-file' : own);

const licenceForm = (visit: LoginVisit): string =>
  `<h2>License</h2><form method="post" action="${visit.set.names.licence.replaceAll('&', '&amp;')}" enctype="multipart/form-data">
${csrfInput(visit)}<label for="${idOf(visit, 'lf')}">License file</label> <input type="file" id="${idOf(visit, 'lf')}" name="${visit.set.names.licenceField}">
<p>A license belongs to one appliance; restoring a configuration backup does not bring it.</p>
<input type="submit" value="Upload"></form>`;

const uploadForm = (visit: LoginVisit): string => {
  const { names } = visit.set;
  const again = names.filePasswordAgainField
    ? `<label for="bp2">Again</label> <input type="password" id="bp2" name="${names.filePasswordAgainField}">`
    : '';
  const action =
    visit.exchange.appliance.failureModes.login === 'elsewhere' ? 'https://files.example.test/upload' : names.upload;
  return `<h2>${names.uploadTitle}</h2>
<form method="post" action="${action.replaceAll('&', '&amp;')}" enctype="multipart/form-data">
${csrfInput(visit)}<input type="hidden" name="section" value="software"><input type="hidden" name="step" value="r&amp;1">
<p><label for="${idOf(visit, 'bf')}">${names.fileLabel}</label> <input type="file" id="${idOf(visit, 'bf')}" name="${names.fileField}"></p>
<p><label for="bp">Backup password</label> <input type="password" id="bp" name="${names.filePasswordField}">${again}</p>
<p><select name="scope"><option value="all" selected>Everything</option><option value="none">Nothing</option></select></p>
<p>${visit.set.cancelFirst ? '<button name="go" value="0">Back to the backups</button>' : ''}
<button type="submit" name="go" value="1">${names.uploadButton}</button></p></form>`;
};

const downloadForm = (visit: LoginVisit): string =>
  `<h2>Backup Settings</h2><form method="post" action="${visit.set.names.software}">${csrfInput(visit)}
<input type="password" name="dl1"><input type="password" name="dl2"><input type="checkbox" name="history" value="1" checked> Include logged history
<button>Download Backup</button></form>`;

export const showSoftware: LoginEndpoint = (visit) => {
  const { failureModes } = visit.exchange.appliance;
  visit.exchange.appliance.shows('login.licence-form');
  const upload = failureModes.login === 'no-form' ? '' : uploadForm(visit);
  const forms = visit.set.licenceFirst ? [licenceForm(visit), upload] : [upload, licenceForm(visit)];
  showPage(visit, 200, 'Software', [downloadForm(visit), ...forms].join('\n'));
};

export const showStatus: LoginEndpoint = (visit) => showPage(visit, 200, 'Status', '<p>One moment.</p>');
