import type { Language } from './language';

export const japanese: Language = {
	language: 'Japanese',
	headings: {
		name: '名前 | お名前 | 氏名 | ご氏名 | フルネーム | 姓名 | お名前(漢字) | 氏名(漢字) | ご担当者名 | ご担当者様名 | あなたのお名前',
		firstName: '名 | お名前(名) | 名(漢字)',
		lastName: '姓 | 苗字 | 名字 | お名前(姓) | 姓(漢字)',
		email:
			'メール | メールアドレス | Eメール | Eメールアドレス | 電子メール | 電子メールアドレス | 会社メールアドレス | 会社のメールアドレス | 勤務先メールアドレス | 仕事用メールアドレス | 個人メールアドレス | ご連絡先メールアドレス | 連絡先メールアドレス',
		phone:
			'電話 | 電話番号 | お電話番号 | TEL | 携帯 | 携帯電話 | 携帯番号 | 携帯電話番号 | 会社電話 | 会社電話番号 | 自宅電話 | 固定電話 | 連絡先電話番号 | ご連絡先電話番号',
		source: 'ソース | リードソース | 流入元 | リード獲得元',
		status: 'ステータス | リードステータス | リード状況',
	},
	firstNameBesideLast: '名前 | お名前',
	familyNameFirst: true,
};
