// What the pages behind /login say, in several languages. The vendor translates its pages; the sentences are ours
// (assumed).

export type Language = 'en' | 'de' | 'fr' | 'ja';

export interface Words {
  readonly user: string;
  readonly password: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly next: string;
  readonly codeTitle: string;
  readonly code: string;
  readonly codeRefused: string;
  readonly expiredTitle: string;
  readonly expired: string;
  readonly current: string;
  readonly fresh: string;
  readonly again: string;
  readonly save: string;
  /** Beside a file that is made for other software. */
  readonly otherVersion: (version: string) => string;
}

const EN: Words = {
  user: 'Username',
  password: 'Password',
  signIn: 'Login',
  signOut: 'Log out',
  next: 'Next',
  codeTitle: 'Two-factor authentication',
  code: 'Verification code from your authenticator app',
  codeRefused: 'The code is not valid.',
  expiredTitle: 'Change Password',
  expired: 'Your password has expired.',
  current: 'Current password',
  fresh: 'New password',
  again: 'Confirm',
  save: 'Save',
  otherVersion: () => 'The backup was made by another version.',
};

const DE: Words = {
  user: 'Benutzername',
  password: 'Kennwort',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  next: 'Weiter',
  codeTitle: 'Zweistufige Anmeldung',
  code: 'Zahl aus Ihrer App',
  codeRefused: 'Die Zahl stimmt nicht.',
  expiredTitle: 'Kennwort ändern',
  expired: 'Ihr Kennwort gilt nicht mehr.',
  current: 'Bisheriges Kennwort',
  fresh: 'Neues Kennwort',
  again: 'Noch einmal',
  save: 'Speichern',
  otherVersion: (version) => `Die Sicherung wurde mit Version ${version} erstellt.`,
};

const FR: Words = {
  user: 'Nom d’utilisateur',
  password: 'Mot de passe',
  signIn: 'Connexion',
  signOut: 'Déconnexion',
  next: 'Suivant',
  codeTitle: 'Double authentification',
  code: 'Chiffres affichés par votre application',
  codeRefused: 'Ces chiffres ne conviennent pas.',
  expiredTitle: 'Mot de passe périmé',
  expired: 'Choisissez-en un nouveau.',
  current: 'Actuel',
  fresh: 'Nouveau',
  again: 'Encore',
  save: 'Enregistrer',
  otherVersion: () => 'La sauvegarde provient d’une autre version.',
};

const JA: Words = {
  user: 'ユーザー名',
  password: 'パスワード',
  signIn: 'ログイン',
  signOut: 'ログアウト',
  next: '次へ',
  codeTitle: '二段階認証',
  code: 'アプリに表示された番号',
  codeRefused: '番号が正しくありません。',
  expiredTitle: 'パスワードの変更',
  expired: 'パスワードの有効期限が切れました。',
  current: '現在のパスワード',
  fresh: '新しいパスワード',
  again: '再入力',
  save: '保存',
  otherVersion: () => 'このバックアップは別のバージョンで作成されました。',
};

const WORDS: Readonly<Record<Language, Words>> = { en: EN, de: DE, fr: FR, ja: JA };

export const wordsOf = (language: Language): Words => WORDS[language];
