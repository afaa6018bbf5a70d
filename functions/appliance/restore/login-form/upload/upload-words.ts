// The words with which a page reports on an upload, in the languages of its operators: about the file, other problems,
// and success.
import { anyOf } from '../page/word-list.ts';

/** Of what is wrong with this file: other software made it, or it is damaged. */
export const FILE_FAULT = anyOf(
  ' versi|verzi|verze|wersj|верси|έκδοση|sürüm|バージョン|版|버전|版本|גרס|إصدار|phiên bản|เวอร์ชัน|संस्करण',
  'damaged|corrupt|checksum|signature|truncat|not a valid|not a configuration|not a backup|belongs to| made by| made with| created by| created with',
  'beschädigt|endommag|corromp|dañad|danneggiat|corrott|beschadigd|повреж|uszkodz|poškozen|破損|壊れ|손상|损坏|損壞',
);
/** Of the file at all. */
export const FILE_WORDS = anyOf(
  'file|backup|archive|datei|sicherung|fichier|sauvegarde|archivo|copia|arquivo|bestand|файл|копи|plik|ファイル|バックアップ|파일|백업|文件|备份',
);

/** Of anything but the file: it would befall any other as well. */
export const NOT_THE_FILE = anyOf(
  'another restore|another backup|another upload|another import|another user|another administrator|another session|another operation|another process',
  'another task|under way|underway|in progress|already| busy |session|expired|token|permission|not authorized|not authorised|not allowed to|no file',
  'incomplete|try again|too large|too big|too long|no space| disk |storage|quota|memory|could not be read|cannot be read|could not be received',
  'could not be opened|could not be stored|could not be saved|could not be written|could not be processed|cannot be processed|upload failed',
  'upload could not|upload cannot|upload was not|upload is not|upload did not|upload timed out|request could not|request failed|transfer failed',
  'transfer was not|received completely|uploaded completely|maintenance|licence|license|internal error|internal server error|temporar|unexpected error',
  'bereits|läuft schon|läuft gerade|sitzung|berechtig|keine datei|speicherplatz|später|hochladen fehl|hochladen ist fehl|upload fehl|upload konnte nicht',
  'déjà|en cours|autoris|aucun fichier|espace disque|réessay|téléversement a échou|envoi a échou|sesión|permiso|espacio|ya está|en curso|ningún archivo',
  'sessione|permess|spazio|già|in corso|nessun file|sessão|permissão|espaço|já está|сесси|разреш|уже|места на диске|попробуйте|sesja|uprawn| już ',
  'アップロードに失敗|アップロードできません|セッション|権限|容量|既に|すでに|会话|权限|空间|正在进行|세션|권한|공간',
);

export const SUBJECT = anyOf(
  ' backup | backups | restore | restoration | restoring | configuration | settings | import |sicherung|wiederherstell|konfiguration|einspiel|sauvegarde',
  'restaur|copia|configuraci|ripristin|configurazion|cópia|configuraç|herstel|reservekopie|återställ|восстан|конфигур|копи|przywr|復元|リストア',
  'バックアップ|設定|恢复|还原|备份|配置|복원|백업',
);
export const STATE = anyOf(
  ' started | starting | begun | under way | in progress | being restored | being applied | being imported | accepted | success | successful |successfully',
  ' succeeded | complete | completed | imported | restored | restart | restarting | initiated | scheduled ',
  'gestartet|begonnen|eingeleitet|wird wiederhergestellt|wird eingespielt|erfolgreich|abgeschlossen|wiederhergestellt|démarré|commenc|réussi|avec succès',
  'en cours|redémarr|terminé|iniciad|comenz|en curso|éxito|correctamente|reiniciar|avviat|iniziat|in corso|successo|riavvi|gestart|gelukt|succes',
  'påbörj|startad|lyckad|iniciou|sucesso|начат|началось|успешно|запущен|rozpocz|pomyśln|zahájen|úspěš|開始|成功|完了|再起動|开始|完成|重新启动|시작|성공|완료',
);
export const DENIES = anyOf(
  ' not | no | fail | failed | failure | cannot | could | unable | error | invalid | incorrect | wrong | refused | denied | licence | license | if ',
  ' before | after | will be able | nicht | kein | keine | konnte | fehler | fehlgeschlagen |ungültig| falsch | wenn | bevor | pas | aucun |échec|échoué',
  'erreur|impossible| si | avant |falló|fallido| antes |fallit|errore|impossibil| niet |mislukt| fout | não |falhou| erro | не |ошибк| nie |błąd',
  '失敗|エラー|できません|ません|失败|错误|无法|不能|실패|오류|없습니다',
);
export const COMPLAINS = anyOf(
  ' could not | cannot | failed | failure | invalid | incorrect |damaged|corrupt| not a valid | not a configuration | refused | wrong | mismatch ',
  'another version|different version|newer version|older version|andere version|anderen version|anderer version|autre version|otra versi|altra versione',
  'outra vers|другой верси|innej wersji|別のバージョン|異なるバージョン|他のバージョン|其他版本|不同版本|다른 버전',
  ' konnte nicht | kann nicht |fehlgeschlagen|fehler|ungültig|beschädigt| falsch |échoué|échec|erreur|impossible|invalide|endommag|falló|inválid|dañad',
  'fallit|errore|danneggiat|mislukt|beschadigd|falhou|ошибк|повреж|błąd|uszkodz|失敗|エラー|破損|失败|错误|损坏|실패|오류|손상',
);
export const ASKS = anyOf(
  'continue|confirm|proceed|overwrit|are you sure|restor|fortfahren|bestätig|überschr|sicher|wiederherstell|continuer|écras|êtes vous sûr|continuar',
  'sobrescrib|está seguro|conferma|sovrascriv|doorgaan|bevestig|overschr|fortsätt|продолж|подтверд|перезапис|kontynu|potwierd',
  '続行|上書き|確認|よろしいですか|继续|确认|覆盖|계속|확인|덮어',
);
export const YES = anyOf(
  ' yes | continue | confirm | proceed | restore | ok | apply | ja |fortfahren|bestätigen|wiederherstellen| weiter |anwenden| oui |continuer|confirmer',
  'restaurer| sí | sì |continuar|confirmar|restaurar| continua |conferma|ripristina|doorgaan|bevestig|herstel|fortsätt| да |продолж|подтверд|восстан',
  ' tak |kontynu|potwierd|はい|続行|確認|復元| 是 |继续|确认|恢复| 예 |계속|확인|복원',
);
