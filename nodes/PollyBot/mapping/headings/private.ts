import { fold, spaceDecorated } from './fold';

/** Where a call came from and what proves that it may come, in words with spaces: `customer_ip_address`, `sessionToken`. */
const PRIVATE = new RegExp(
	[
		String.raw`(?:token|nonce)s?$|captcha(?: response)?$`,
		String.raw`user ?agent|agente? (?:d[eo] )?(?:utilisateur|usuario|utente|uzytkownika)`,
		String.raw`(?:^|[^a-z])ip ?(?:v[46])?(?:[)\]]*$|add?r|osoit|cim|адрес|アドレス|地址|位址|주소|d[aeou]l? |utente|uzytkownika)`,
		String.raw`(?:^|[^a-z])(?:signature|hmac|(?:handshake|api) ?key|passwd|secret|cookies?)(?: sha)?[^a-z]*$`,
	].join('|'),
);

/** Passwords in the languages of the headings. */
const WORDS = `password passwort kennwort motdepasse contraseña senha palavrapasse wachtwoord hasło lösenord adgangskode kodeord passord
salasana heslo jelszó parola lozinka zaporka şifre κωδικόςπρόσβασης пароль كلمةالمرور كلمةالسر סיסמה סיסמא パスワード 密码 密碼 비밀번호`;
const ANY = `(?:${WORDS.split(/\s/).map(fold).join('|')})`;
/** At the beginning of a heading or its end, but not in “Password manager”. */
const PASSWORD = new RegExp(`^${ANY}(?!manag|chiave)|${ANY}(?:confirm[a-z]*|hash)?\\P{L}*$`, 'u');

/** Whether a field is no part of a lead, in any language. */
export function isPrivate(heading: string): boolean {
	return PASSWORD.test(fold(heading)) || PRIVATE.test(spaceDecorated(heading.replace(/([a-z])([A-Z])/g, '$1 $2')));
}
