// How the pages behind /login look on one simulated appliance. Nobody outside the vendor has published them, so an
// appliance wears one of many sets by seed: whoever finds the way through all of them relies on none. Seeds count
// through the traits, so neighbours differ.
import { PLAIN_SHAPES, type Shapes } from './shapes.ts';

/** How a form proves that it was fetched from this appliance, in this session. */
export type CsrfKind = 'hidden-field' | 'cookie-and-header' | 'meta-and-header' | 'meta-and-field';

/**
 * What stands before the local sign-in form: nothing, another method chosen in a list, or a page of another method with
 * a link; `passwordless` is a list whose local entry is "Username & Password", `two-alike` one with two that a person
 * could mean.
 */
export type MethodKind = 'local-only' | 'list' | 'link' | 'passwordless' | 'two-alike';

export interface Names {
  readonly signIn: string;
  readonly code: string;
  readonly agreement: string;
  readonly newPassword: string;
  readonly home: string;
  readonly management: string;
  readonly software: string;
  readonly upload: string;
  readonly licence: string;
  readonly confirm: string;
  readonly status: string;
  readonly signOut: string;
  readonly userField: string;
  readonly passwordField: string;
  readonly codeField: string;
  readonly fileField: string;
  readonly filePasswordField: string;
  /** Where the password is asked for twice. */
  readonly filePasswordAgainField?: string;
  readonly licenceField: string;
  readonly csrfField: string;
  readonly sessionCookie: string;
  readonly softwareLink: string;
  readonly uploadTitle: string;
  readonly fileLabel: string;
  readonly uploadButton: string;
}

export interface PageSet extends Shapes {
  readonly names: Names;
  readonly csrf: CsrfKind;
  readonly methods: MethodKind;
  readonly agreement: boolean;
  /** An extra page between the upload and the restore. */
  readonly confirmation: boolean;
  /** What the button of that page says. */
  readonly confirmButton: string;
  /** Whether a button that does nothing stands before the one that uploads. */
  readonly cancelFirst: boolean;
  readonly licenceFirst: boolean;
  /** What the page says once the restore has begun. */
  readonly successText: string;
  readonly refusedClass: string;
}

const VOCABULARIES: readonly [Names, ...Names[]] = [
  {
    signIn: '/login/sign_in',
    code: '/login/two_factor',
    agreement: '/login/prerequisite',
    newPassword: '/login/password',
    home: '/login/status',
    management: '/login/management',
    software: '/login/management/software',
    upload: '/login/management/software/upload',
    licence: '/login/management/software/license',
    confirm: '/login/management/software/confirm',
    status: '/login/management/software',
    signOut: '/login/logout',
    userField: 'login[username]',
    passwordField: 'login[password]',
    codeField: 'login[code]',
    fileField: 'backup_file',
    filePasswordField: 'backup_password',
    licenceField: 'license_file',
    csrfField: '_token',
    sessionCookie: 'ns_session',
    softwareLink: 'Software',
    uploadTitle: 'Software :: Restore Settings',
    fileLabel: 'Configuration Backup File',
    uploadButton: 'Upload Backup',
  },
  {
    signIn: '/login/auth.ns',
    code: '/login/auth2.ns',
    agreement: '/login/banner.ns',
    newPassword: '/login/expired.ns',
    home: '/login/console.ns',
    management: '/login/console.ns?tab=mgmt',
    software: '/login/sw.ns',
    upload: '/login/sw.ns?do=import',
    licence: '/login/sw.ns?do=lic',
    confirm: '/login/sw.ns?do=go',
    status: '/login/progress.ns',
    signOut: '/login/auth.ns?bye=1',
    userField: 'uid',
    passwordField: 'pwd',
    codeField: 'otp',
    fileField: 'f2',
    filePasswordField: 'p1',
    filePasswordAgainField: 'p2',
    licenceField: 'f1',
    csrfField: 'authenticity_token',
    sessionCookie: 'SID',
    softwareLink: 'Backup &amp; Updates',
    uploadTitle: 'Import a saved configuration',
    fileLabel: 'File (.nsb)',
    uploadButton: 'Restore',
  },
  {
    signIn: '/login/session/new',
    code: '/login/session/verify',
    agreement: '/login/session/terms',
    newPassword: '/login/account/password',
    home: '/login/home',
    management: '/login/admin',
    software: '/login/admin/maintenance',
    upload: '/login/admin/maintenance/archive',
    licence: '/login/admin/maintenance/keys',
    confirm: '/login/admin/maintenance/archive/apply',
    status: '/login/admin/maintenance/state',
    signOut: '/login/session/end',
    userField: 'session_user',
    passwordField: 'session_secret',
    codeField: 'verification',
    fileField: 'archive',
    filePasswordField: 'archive_key',
    licenceField: 'entitlement',
    csrfField: 'csrf',
    sessionCookie: 'appliance.sid',
    softwareLink: 'Maintenance',
    uploadTitle: 'Backup',
    fileLabel: 'Backup archive',
    uploadButton: 'Send',
  },
];

const CSRF_KINDS: readonly [CsrfKind, ...CsrfKind[]] = [
  'hidden-field',
  'cookie-and-header',
  'meta-and-header',
  'meta-and-field',
];
const METHODS: readonly [MethodKind, ...MethodKind[]] = ['local-only', 'list', 'link'];
const SUCCESS: readonly [string, ...string[]] = [
  'The backup is being restored. The appliance will restart.',
  'Restore started.',
  'Configuration imported successfully; services are restarting now.',
  'Your settings have been uploaded. Restoration in progress, please wait.',
  'Backup accepted: the site will be unavailable for some minutes.',
];

const CONFIRM_BUTTONS: readonly [string, ...string[]] = ['Continue', 'Restore Backup', 'Yes', 'Apply the backup'];

const at = <T>(list: readonly [T, ...T[]], index: number): T => list[index % list.length] ?? list[0];

/** The pages of that seed, a whole number of at least 0; some of its traits may be given instead. */
export const pageSetOf = (seed: number, given: Partial<PageSet> = {}): PageSet => ({
  names: at(VOCABULARIES, seed),
  csrf: at(CSRF_KINDS, seed),
  methods: at(METHODS, seed + 1),
  agreement: seed % 2 === 1,
  confirmation: seed % 5 > 1,
  confirmButton: at(CONFIRM_BUTTONS, Math.floor(seed / 2)),
  cancelFirst: seed % 7 > 3,
  licenceFirst: seed % 2 === 0,
  successText: at(SUCCESS, seed),
  refusedClass: seed % 2 === 0 ? 'error-message' : 'alert alert-danger',
  ...PLAIN_SHAPES,
  ...given,
});

/** Where the agreement is shown: before the sign-in at the vendor's own path, as seen in the wild. */
export const agreementPath = ({ names, agreementAt }: PageSet): string =>
  agreementAt === 'before-sign-in' ? '/login/pre_login_agreement' : names.agreement;
