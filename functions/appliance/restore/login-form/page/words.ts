// The words by which pages are understood, in the languages of people who run such appliances. A word list only
// prefers: what a page must not be mistaken for is decided by shape as well.
import { anyOf } from './word-list.ts';

/** Words of what belongs to the appliance itself, as against a directory or an identity provider. */
export const LOCAL_METHOD = anyOf(
  ' local | local-| locale | locaux | locaal| lokal|miejscow|локальн|ローカル|로컬|本地|本機| yerel ',
  'built in|builtin| native | internal | interno | interna | interne | intern |eingebaut|integriert',
);

/** Words of ways to sign in that take no password of the appliance. */
export const FOREIGN_METHOD = anyOf(
  'saml|ldap|radius|kerberos| adfs |active directory| entra |azure|okta|oidc|openid|oauth|single sign|singlesign| sso |federat|google|microsoft',
  'fido|passkey|passwordless|password less|passwortlos|kennwortlos|sans mot de passe|sin contrase|senza password|sem senha|パスワードレス|无密码',
  'webauthn|web authn|biometr|security key|sicherheitsschl|smart card|smartcard| piv |certificat|zertifikat|directory|verzeichnis|annuaire|directorio',
);

export const USER_WORDS = anyOf(
  'user|login|account|mail| uid |benutzer|anmeldename|konto|utilisateur|identifiant|compte|usuari|cuenta|utente| nome ',
  'gebruiker|usuári|använd|bruger|bruker|käyttäj|пользоват|логин|użytkownik|uživatel|felhaszn|kullanıcı|ユーザ|사용자|用户|用戶|帐号',
);

export const PASSWORD_WORDS = anyOf(
  'password|passwort|kennwort|mot de passe|contraseñ|contrasena|senha|wachtwoord|lösenord|losenord|adgangskode|passord|salasana|парол|hasło|haslo',
  'heslo|jelszó|parola|şifre|パスワード|비밀번호|密码|密碼',
);

/** Over a list from which people choose how to sign in. */
export const METHOD_WORDS = anyOf(
  'auth|method|provider|realm| domain |directory|verfahren|anmelde|anbieter|domäne|verzeichnis|méthode|fournisseur|domaine|método|metodo',
  'proveedor|dominio|provedor|inloggen via|метод|способ|認証|方式|방법|验证|驗證',
);

export const LANGUAGE_WORDS = anyOf(
  'lang |language|locale|sprache|langue|idioma|lingua|taal|språk|язык|języ|言語|语言|語言|언어',
);

export const CODE_WORDS = anyOf(
  'one time|onetime| otp |totp|verif|authenticator|authentication code|two factor|two step|twofactor| 2fa | mfa |passcode|security code',
  'einmal|bestätigungscode|sicherheitscode|usage unique|código|codice|engangs|код|認証コード|ワンタイム|確認コード|인증번호|인증 번호|验证码|驗證碼',
);

/** A password that is over. */
export const EXPIRED_WORDS = anyOf(
  'expired|must change|must be change|abgelaufen|expiré|périmé|caduc|expirad|scadut|verlopen|истек|wygas|期限切れ|期限が切れ|만료|过期|過期',
);
export const NEW_PASSWORD_WORDS = anyOf(
  'new password|change password|change your password|change the password|neues kennwort|neues passwort|nouveau mot de passe|nueva contrase',
  'nuova password|nova senha|nieuw wachtwoord|новый пароль|新しいパスワード|새 비밀번호|新密码',
);

export const AGREEMENT_WORDS = anyOf(
  'agreement| terms |consent|authorized use|authorised use|acknowledge| i accept| i agree|and agree|and accept| agree | agreeing |disclaimer',
  'einverstanden|zustimm| ich stimme |akzeptier|nutzungsbedingung|conditions d| j accepte |accepter|términos|condiciones| acepto | aceptar |accetto',
  'accettare|condizioni|akkoord|voorwaarden|aceito|aceitar|termos|godkän|villkor|соглас|услови|zgadzam|regulamin|同意|規約|동의|약관|条款|條款',
);

/** On a button that says yes to an agreement; a refusal is sorted out by `NOT_FORWARD`. */
export const AGREES = anyOf(
  'agree|accept|acknowledge|consent|zustimm| stimme |akzeptier|einverstanden|acept|accett|akkoord|aceit|godkän|соглас|принима|zgadzam|akcept',
  '同意|承諾|동의|接受',
);

export const SIGN_OUT_WORDS = anyOf(
  ' log out| log off| sign out| sign off|logout|logoff|signout|abmelden|ausloggen|déconnexion|deconnexion|se déconnecter|cerrar sesi|disconnetti',
  ' esci |afmelden|uitloggen|terminar sess| sair |logga ut|log ud |logg ut|kirjaudu ulos|выйти|выход |wyloguj|odhlás|odhlas|kijelentkez|oturumu kapat',
  'çıkış|ログアウト|サインアウト|로그아웃|退出|注销|登出',
);

/** Who forgot, or has none yet, is sent elsewhere by these. */
export const FORGOTTEN = anyOf('forg|reset| lost |recover|register|sign up|signup|vergessen|oublié|olvid|dimentic|忘');

/** On a button, or a link, that does not go on. */
export const NOT_FORWARD = anyOf(
  'cancel|abort|declin|disagree|refuse|reject| no | not | back |forg|previous|download|preview| check | validate | test ',
  'abbrech|ablehn|zurück| nein | nicht |annuler|refuser| retour | non |rechazar|volver|atrás|annulla|rifiut|indietro|annuleer|weiger|terug|recus|voltar',
  'avbryt|отмен|отказ|назад| нет |anuluj|odrzuć|wstecz|zrušit|キャンセル|拒否|戻る|いいえ|同意しない|취소|거부|取消|拒绝|返回|不同意',
);

export const SIGN_IN_WORDS = anyOf(
  'log in|login|log on|logon|sign in|signin|sign on|signon|anmelden|einloggen|connexion|connecter|iniciar|acceder|entrar|accedi|inloggen|logga in',
  'log ind|войти|вход|zaloguj|přihl|ログイン|サインイン|로그인|登录|登入',
);

export const RESTORE_WORDS = anyOf(
  'restor|wiederherstell|zurückspiel|einspiel|restaur|ripristin|herstel|återställ|gendan|gjenopprett|palaut|восстан|przywróc|przywrac|obnov',
  'visszaáll|geri yükle|復元|リストア|복원|恢复|还原|還原',
);
export const BACKUP_WORDS = anyOf(
  'backup|sicherung|sauvegarde|copia de seguridad|respaldo|copia di sicurezza|cópia de segurança|reservekopie|säkerhetskop|sikkerhedskop',
  'резервн|kopia zapasow|kopii zapasow|záloh|zálož|biztonsági|yedek|バックアップ|백업|备份|備份',
);
/** On the button that takes a file. */
export const UPLOAD_WORDS = anyOf(
  'upload|import| appl| send |submit|hochladen| senden |envoyer|subir|carica|アップロード|上传|업로드',
);

/** Links that do something by being opened. */
export const ACTS = anyOf(
  'log out|logout|log off|logoff|log end|sign out|signout|sign off|sign end|delet|remov|reset|reboot|restart|shutdown|shut down|power|download|export',
  'disable|enable|revoke| bye |clear|purge|lösch|zurücksetz|neustart|herunterfahr|herunterlad|deaktiv|supprim|réinitial|redémar|éteindre|télécharg',
  'elimin|borra|reinici|apaga|descarg|riavvi|spegn|scaric|удал|сброс|перезагр|выключ|скача|削除|リセット|再起動|シャットダウン|ダウンロード|删除|重置|重启|关机|下载',
);
