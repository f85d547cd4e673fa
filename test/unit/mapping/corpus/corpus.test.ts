import { autoMap } from '~/nodes/PollyBot/mapping/autoMap';
import { namesPerson, unpackForm } from '~/nodes/PollyBot/mapping/forms/unpack';
import { explainEmpty, explainNobody } from '~/nodes/PollyBot/mapping/unmapped';
import { cleanLead } from '~/nodes/PollyBot/lead/lead';
import { LANGUAGES } from '~/nodes/PollyBot/mapping/headings';
import { PAYLOADS } from '../forms/payloads';
import { HEADER_ROWS } from '../headings/rows';
import { FORMS, judge, SHEETS, type Case, type Mapped } from './corpus';

/** What automatic mapping makes of an item, as create does it. */
function map({ json }: Case): Mapped {
	const { fields } = unpackForm(json);
	if (!namesPerson(fields)) return { rejected: explainNobody(json).error.message };
	const raw = autoMap(fields, []);
	const lead = raw.ok ? cleanLead(raw.value.lead) : raw;
	return lead.ok ? { lead: lead.value } : { rejected: explainEmpty(fields, lead.error).error.message };
}

it('the corpora are as large as they should be', () => {
	expect(SHEETS.length).toBeGreaterThanOrEqual(150);
	expect(SHEETS.length + HEADER_ROWS.length).toBeGreaterThanOrEqual(300);
	expect(FORMS.length + PAYLOADS.length).toBeGreaterThanOrEqual(80);
	expect(new Set(SHEETS.map(({ language }) => language)).size).toBe(LANGUAGES.length);
});

it.each([...SHEETS, ...FORMS].map((one) => [one.language, one.source, one] as const))(
	'%s: a row of %s becomes the lead that is meant, or says why not',
	(_, __, one) => {
		const mapped = map(one);
		expect([judge(one, mapped), mapped]).toEqual(['right', mapped]);
	},
);
